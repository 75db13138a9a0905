package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Event;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.telemetry.Traces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accepts events that Firstline itself states, in the transaction of the state that they follow from. */
@Singleton
public class OwnEvents {

    /** The transaction ends far sooner, or never: see {@code transaction_timeout}. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BatchStore batches;
    private final HandOvers handOvers;
    private final EventForm form;

    public OwnEvents(BatchStore batches, HandOvers handOvers, EventForm form) {
        this.batches = batches;
        this.handOvers = handOvers;
        this.form = form;
    }

    /**
     * Accepts events.
     *
     * @param source the source to book them under
     * @return the ids of their batches
     */
    public List<UUID> accept(Tx tx, String source, List<Event> events, Instant now) {
        List<Chunk> chunks = form.chunks(source, events);
        try (Packer packer = new Packer()) {
            Submission submission = new Submission(chunks, now.plus(PATIENCE), Traces.current());
            List<Row> rows = packer.pack(List.of(submission), now).rows();
            Map<UUID, Long> places = batches.write(tx, rows, submission.deadline(), now, handOvers.leasedUntil(now));
            if (places.size() < rows.size()) throw new IllegalStateException("the transaction took too long");
            tx.afterCommit(() -> rows.forEach(row -> handOvers.committed(row, places.get(row.id()), now)));
            return rows.stream().map(Row::id).toList();
        }
    }
}
