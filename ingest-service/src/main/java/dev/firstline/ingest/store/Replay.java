package dev.firstline.ingest.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DeadLetterStore;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Takes a dead letter in once more, at the place of its first acceptance. The batches' ids derive from the letter's, so a second
 * replay changes nothing.
 */
@Singleton
public class Replay {

    private static final String METHOD = "ReplayDeadLetter";

    private final Transactions transactions;
    private final DeadLetters letters;
    private final BatchStore batches;
    private final DeadLetterStore refused;
    private final DueWorkStore dueWork;
    private final Requests requests;
    private final InstantSource clock;

    public Replay(
            Transactions transactions,
            DeadLetters letters,
            BatchStore batches,
            DeadLetterStore refused,
            DueWorkStore dueWork,
            Requests requests,
            InstantSource clock) {
        this.transactions = transactions;
        this.letters = letters;
        this.batches = batches;
        this.refused = refused;
        this.dueWork = dueWork;
        this.requests = requests;
        this.clock = clock;
    }

    /** What a letter turned out to be. */
    public sealed interface Letter {

        /** A payload that was not read yet. */
        record Unread(UnreadPayload payload) implements Letter {}

        /** A payload that was replayed before; these events came out of it, as far as they are still kept. */
        record Replayed(List<String> eventIds) implements Letter {}

        /** A batch that triage refused. */
        record RefusedBatch(UUID batch) implements Letter {}
    }

    /** Looks a letter up; empty where there is none. */
    public Optional<Letter> find(UUID id) {
        return transactions.snapshot(tx -> {
            Optional<DeadLetters.Stored> stored = letters.find(tx, id);
            if (stored.isEmpty()) return letters.refusedBatch(tx, id).map(Letter.RefusedBatch::new);
            if (!stored.get().replayed())
                return Optional.of(new Letter.Unread(stored.get().unread()));
            return Optional.of(new Letter.Replayed(eventIds(tx, stored.get())));
        });
    }

    /**
     * Stores what came out of a payload, unless somebody else was first.
     *
     * @param chunks the events that it was read as; none where it states nothing
     * @return the ids of the events that came out of it
     */
    public List<String> store(UUID id, List<Chunk> chunks) {
        return transactions.call(tx -> {
            Instant now = clock.instant();
            DeadLetters.Stored stored = letters.find(tx, id).orElseThrow();
            boolean first = letters.markReplayed(tx, id, now);
            requests.audit(tx, METHOD, id.toString(), first ? "OK" : "REPEATED");
            if (first) write(tx, stored, chunks, now);
            return eventIds(tx, stored);
        });
    }

    private void write(Tx tx, DeadLetters.Stored stored, List<Chunk> chunks, Instant now) {
        if (chunks.size() > stored.places().size()) {
            throw Problem.precondition(
                    "TOO_MANY_EVENTS",
                    "it is read as " + chunks.size() + " batches now, and only "
                            + stored.places().size() + " were kept free for it");
        }
        UnreadPayload unread = stored.unread();
        try (Packer packer = new Packer()) {
            for (int i = 0; i < chunks.size(); i++) {
                Submission one = new Submission(List.of(chunks.get(i)), now, unread.traceparent());
                Row packed = packer.pack(List.of(one), now).rows().getFirst();
                UUID batch = Days.derived(unread.id(), i);
                Row row = new Row(
                        batch,
                        packed.eventCount(),
                        packed.sources(),
                        packed.events(),
                        packed.payloads(),
                        packed.traceparent());
                batches.writeAt(tx, row, stored.places().get(i), unread.acceptedTime(), now);
            }
        }
    }

    private List<String> eventIds(Tx tx, DeadLetters.Stored stored) {
        UUID letter = stored.unread().id();
        List<UUID> ids = IntStream.range(0, stored.places().size())
                .mapToObj(i -> Days.derived(letter, i))
                .toList();
        return eventIds(ids, tx);
    }

    private List<String> eventIds(List<UUID> ids, Tx tx) {
        var counts = batches.eventCounts(tx, ids);
        List<String> events = new ArrayList<>();
        for (UUID id : ids) {
            for (int i = 0; i < counts.getOrDefault(id, 0); i++) events.add(id + "/" + i);
        }
        return events;
    }

    /**
     * Hands a batch that triage refused over again, as it was stored; where triage has taken it in meanwhile, that changes nothing.
     *
     * @return the ids of its events; empty where the batch is not kept any more
     */
    public Optional<List<String>> handOverAgain(UUID letter, UUID batch) {
        return transactions.call(tx -> {
            // To read the batch is to lock its day: it can't be dropped before what refers to it is committed.
            List<String> events = eventIds(List.of(batch), tx);
            if (events.isEmpty()) return Optional.empty();
            Optional<DueWork> work = refused.takeForReplay(tx, letter);
            work.ifPresent(due -> dueWork.put(tx, due));
            requests.audit(tx, METHOD, letter.toString(), "OK");
            return Optional.of(events);
        });
    }
}
