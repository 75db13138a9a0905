package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.Batch;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.ingest.store.PayloadStore;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads stored payloads again, after a normalizer was mended: what differs from before goes on. */
@Singleton
class PayloadReplay {

    private static final String METHOD = "ReplayPayloads";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final int MOST_TOLD = 100;

    private final Sources sources;
    private final PayloadStore payloads;
    private final Backlog backlog;
    private final Transactions transactions;
    private final Requests requests;
    private final InstantSource clock;

    PayloadReplay(
            Sources sources,
            PayloadStore payloads,
            Backlog backlog,
            Transactions transactions,
            Requests requests,
            InstantSource clock) {
        this.sources = sources;
        this.payloads = payloads;
        this.backlog = backlog;
        this.transactions = transactions;
        this.requests = requests;
        this.clock = clock;
    }

    /** A payload, and the last of the batches that hold it: what is read again stands behind all of them. */
    private record Kept(Payload payload, Batch last) {}

    ReplayPayloadsResponse replay(ReplayPayloadsRequest request) {
        Sources.Source source = checked(request);
        backlog.refusal().ifPresent(reason -> {
            throw Problem.unavailable(reason.name(), "too much waits already", RETRY_AFTER);
        });
        int size = PageToken.size(request.getPageSize());
        UUID after = request.getPageToken().isEmpty()
                ? PayloadStore.before(Range.from(true, request.getAcceptedAfter()))
                : PageToken.parse(request.getPageToken()).id();
        UUID until = PayloadStore.before(Range.until(true, request.getAcceptedBefore()));
        List<UUID> found = transactions.single(tx -> payloads.page(tx, source.name(), after, until, size));
        ReplayPayloadsResponse.Builder answer = ReplayPayloadsResponse.newBuilder();
        UUID done = after;
        for (UUID batch : found) {
            // Batches of one millisecond are read together.
            if (batch.compareTo(done) <= 0) continue;
            transactions.run(tx -> readAgain(tx, batch, source, request.getDryRun(), answer));
            done = PayloadStore.behind(batch);
        }
        if (!request.getDryRun()) {
            transactions.run(tx -> requests.audit(tx, METHOD, source.name(), "OK"));
        }
        if (found.size() == size) answer.setNextPageToken(new PageToken(Ids.time(found.getLast()), done).encode());
        return answer.build();
    }

    private Sources.Source checked(ReplayPayloadsRequest request) {
        List<Problem.Violation> violations = new ArrayList<>();
        var source = sources.find(request.getSource());
        if (source.isEmpty()) {
            violations.add(new Problem.Violation("source", "no source '" + request.getSource() + "' is configured"));
        }
        if (!request.hasAcceptedAfter()) violations.add(new Problem.Violation("accepted_after", "is missing"));
        if (!request.hasAcceptedBefore()) violations.add(new Problem.Violation("accepted_before", "is missing"));
        if (!violations.isEmpty()) throw Problem.invalid(violations);
        return source.orElseThrow();
    }

    private void readAgain(
            Tx tx, UUID batch, Sources.Source source, boolean dryRun, ReplayPayloadsResponse.Builder answer) {
        List<PayloadStore.Whole> batches = payloads.like(tx, batch);
        ReadBefore before = ReadBefore.of(batches);
        Map<Batch, List<List<Event>>> changed = new LinkedHashMap<>();
        kept(batches, source.name()).forEach((id, kept) -> {
            answer.setPayloads(answer.getPayloads() + 1);
            List<List<Event>> differs = before.changed(today(source, id, kept.payload(), answer));
            if (differs.isEmpty()) return;
            changed.computeIfAbsent(kept.last(), last -> new ArrayList<>()).addAll(differs);
            differs.forEach(alert -> tell(alert, before, answer));
        });
        if (!dryRun) changed.forEach((last, alerts) -> write(tx, last, nextIndex(batches, last), alerts));
    }

    private static Map<String, Kept> kept(List<PayloadStore.Whole> batches, String source) {
        Map<String, Kept> kept = new LinkedHashMap<>();
        for (PayloadStore.Whole whole : batches) {
            for (var payload : Inflated.payloads(whole.payloads()).getPayloadsList()) {
                if (!payload.getSource().equals(source)) continue;
                Payload sent = new Payload(
                        source, payload.getContentType(), payload.getBody().toByteArray(), payload.getHeadersMap());
                kept.put(payload.getId(), new Kept(sent, whole.batch()));
            }
        }
        return kept;
    }

    private static List<Event> today(
            Sources.Source source, String id, Payload payload, ReplayPayloadsResponse.Builder answer) {
        return switch (Intake.read(source.adapter(), payload)) {
            case Reading.Read read ->
                source.heartbeat().without(read.events()).stream()
                        .map(event -> EventEncoding.encode(event, source.name(), id))
                        .toList();
            case Reading.Malformed broken -> unreadable(id, broken.reason(), answer);
            case Reading.Unreadable stranger -> unreadable(id, stranger.reason(), answer);
        };
    }

    private static List<Event> unreadable(String id, String reason, ReplayPayloadsResponse.Builder answer) {
        answer.addUnreadableBuilder().setPayloadId(id).setReason(reason);
        return List.of();
    }

    private static void tell(List<Event> alert, ReadBefore before, ReplayPayloadsResponse.Builder answer) {
        answer.setChangedEvents(answer.getChangedEvents() + alert.size());
        for (Event event : alert) {
            if (answer.getChangesCount() == MOST_TOLD) return;
            answer.addChangesBuilder()
                    .setPayloadId(event.getPayloadId())
                    .setFingerprint(event.getFingerprint())
                    .setStatus(event.getStatus())
                    .setTitle(event.getTitle())
                    .setAdded(!before.knows(event));
        }
    }

    private static int nextIndex(List<PayloadStore.Whole> batches, Batch origin) {
        return batches.stream()
                        .filter(whole ->
                                whole.origin().filter(origin.id()::equals).isPresent())
                        .mapToInt(whole -> whole.batch().firstIndex())
                        .max()
                        .orElse(0)
                + PayloadStore.READING;
    }

    /** What a payload says about one alert stays in one row, so that the next reading can be compared with it. */
    private void write(Tx tx, Batch origin, int firstIndex, List<List<Event>> alerts) {
        int index = firstIndex;
        for (List<Event> row : rows(alerts)) {
            for (Chunk chunk : EventEncoding.chunks(row, row.getFirst().getSource())) {
                payloads.write(tx, origin, index, chunk, clock.instant());
                index += PayloadStore.READING;
            }
        }
    }

    static List<List<Event>> rows(List<List<Event>> alerts) {
        List<List<Event>> rows = new ArrayList<>();
        int bytes = 0;
        for (List<Event> alert : alerts) {
            int size = alert.stream().mapToInt(Event::getSerializedSize).sum();
            boolean full = !rows.isEmpty()
                    && (rows.getLast().size() + alert.size() > Chunk.MAX_EVENTS || bytes + size > Chunk.MAX_BYTES);
            if (rows.isEmpty() || full) {
                rows.add(new ArrayList<>());
                bytes = 0;
            }
            rows.getLast().addAll(alert);
            bytes += size;
        }
        return rows;
    }
}
