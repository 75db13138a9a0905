package dev.firstline.ingest.store;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Reach;
import dev.firstline.platform.database.Tx;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code listening}: since when sources are listened to without a gap. */
@Singleton
public class ListeningStore {

    /** The kind of due work that tells triage; its key is always the same. */
    public static final String KIND = "listening";

    /** Where nobody listened since $2, it begins anew. */
    private static final String NOTE = """
            insert into listening (since_time, listened_time) values ($1, $1)
                on conflict (one_row) do update
               set since_time = case when listening.listened_time < $2 then excluded.since_time else listening.since_time end,
                   listened_time = greatest(listening.listened_time, excluded.listened_time)
            returning since_time = $1 as anew""";

    /** In one look: what is not seen to wait at the time of the newest note is handed over, or was accepted shortly before it. */
    private static final String REACH = """
            select since_time, listened_time,
                   (select min(born_time) from due_work where kind = 'batch') as oldest_time
              from listening""";

    /** The longest transaction: see {@code transaction_timeout}. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(10);

    private final Duration longestUnseen;

    /**
     * A batch has its time of acceptance before its request has waited for at most {@code max-wait}; then its statement begins, or never
     * does, and its transaction ends or is ended. A commit that waits for a standby may last longer: its senders have got no answer, and
     * what it brings in the end is newer than whatever followed from this.
     */
    public ListeningStore(IngestConfig config) {
        this.longestUnseen = config.maxWait().plus(LONGEST_TRANSACTION);
    }

    /**
     * Notes that this process accepts what is sent.
     *
     * @param gap the time before which the last note shows that nobody listened
     * @return whether time begins anew, since nobody did
     */
    public boolean note(Tx tx, Instant now, Instant gap) {
        return tx.first(NOTE, row -> row.getBoolean("anew"), offset(now), offset(gap))
                .orElseThrow();
    }

    /** How far ingest's word reaches; empty before the first note. */
    public Optional<Reach> reach(Tx tx) {
        return tx.first(REACH, this::reach);
    }

    private Reach reach(Row row) {
        return Reach.of(
                row.getOffsetDateTime("since_time").toInstant(),
                row.getOffsetDateTime("listened_time").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("oldest_time")).map(OffsetDateTime::toInstant),
                longestUnseen);
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
