package dev.firstline.ingest.store;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class PartitionsTest {

    private static final Duration RETENTION = Duration.ofDays(30);

    @Inject
    Partitions partitions;

    @Inject
    BatchStore batches;

    @Inject
    DeadLetters letters;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private UUID batch(Instant time) {
        partitions.makeAhead(time);
        Row row = new Row(Ids.next(time), 1, "old", new byte[] {1}, new byte[0], "");
        transactions.run(tx -> batches.writeAt(tx, row, 1, time, clock.instant().plusSeconds(3600)));
        return row.id();
    }

    private void folded(UUID batch) {
        transactions.run(tx -> tx.update("delete from due_work where kind = 'batch' and key = $1", batch.toString()));
    }

    @Test
    void aDayIsDroppedOnceItIsOldAndItsBatchesAreFolded() {
        Instant time = daysAgo(60);
        UUID batch = batch(time);
        eventually(
                () -> assertThat(partitions.dropOld(clock.instant(), RETENTION)).doesNotContain(Days.of(time)));
        folded(batch);
        eventually(
                () -> assertThat(partitions.dropOld(clock.instant(), RETENTION)).contains(Days.of(time)));
        Optional<Batch> found = transactions.single(tx -> batches.find(tx, batch));
        assertThat(found).isEmpty();
    }

    @Test
    void aDayIsKeptWhileADeadLetterWaitsForItsReplay() {
        Instant time = daysAgo(90);
        UUID batch = batch(time);
        folded(batch);
        Payload payload = new Payload("prom", "", new byte[] {1}, Map.of());
        UnreadPayload unread = new UnreadPayload(Ids.next(time), payload, "no JSON", time, "");
        transactions.run(tx -> letters.store(tx, unread, clock.instant().plusSeconds(60)));
        eventually(
                () -> assertThat(partitions.dropOld(clock.instant(), RETENTION)).doesNotContain(Days.of(time)));
        transactions.run(tx -> letters.markReplayed(tx, unread.id(), clock.instant()));
        eventually(
                () -> assertThat(partitions.dropOld(clock.instant(), RETENTION)).contains(Days.of(time)));
    }

    @Test
    void aYoungDayIsKept() {
        LocalDate today = Days.of(clock.instant());
        eventually(
                () -> assertThat(partitions.dropOld(clock.instant(), RETENTION)).doesNotContain(today));
    }

    @Test
    void makingAheadTwiceIsOnce() {
        partitions.makeAhead(clock.instant());
        partitions.makeAhead(clock.instant());
        List<String> names = transactions.single(tx -> tx.list(
                "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'batch'::regclass",
                row -> row.getString("name")));
        assertThat(names)
                .doesNotHaveDuplicates()
                .contains(Days.partition(Days.of(clock.instant().plus(Duration.ofDays(3)))));
    }

    @Test
    void partitionsKeepTheirColumnsAsTheyCome() {
        String storage = transactions.single(tx -> tx.first(
                        "select string_agg(attstorage::text, '') as storage from pg_attribute where attrelid = '"
                                + Days.partition(Days.of(clock.instant()))
                                + "'::regclass and attname in ('events', 'payloads')",
                        row -> row.getString("storage"))
                .orElseThrow());
        assertThat(storage).isEqualTo("ee");
    }
}
