package dev.firstline.ingest.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What became of a submission. */
public sealed interface Outcome {

    /**
     * It is committed.
     *
     * @param runs where its events stand, in their order
     */
    record Stored(List<Run> runs) implements Outcome {
        public Stored {
            runs = List.copyOf(runs);
        }

        /** The ids of its events, in their order. */
        public List<String> eventIds() {
            List<String> ids = new ArrayList<>();
            for (Run run : runs) {
                for (int i = 0; i < run.count(); i++) ids.add(run.batch() + "/" + (run.first() + i));
            }
            return ids;
        }
    }

    /**
     * Events that follow one another in a batch.
     *
     * @param batch the batch's id
     * @param first the index of the first one
     * @param count how many
     */
    record Run(UUID batch, int first, int count) {}

    /** It was not accepted, and may be sent again. */
    record Refused(Reason reason) implements Outcome {}

    /**
     * It can't be stored through a fault of its own.
     *
     * @param reason what the database said
     */
    record Faulty(String reason) implements Outcome {}

    /** Why something was not accepted. */
    enum Reason {
        /** Too much waits for its commit. */
        QUEUE_FULL,
        /** Too much waits for triage. */
        BACKLOG_FULL,
        /** The database is as large as it may get. */
        DATABASE_FULL,
        /** It waited too long, and was not written. */
        WAITED_TOO_LONG,
        /** The database did not answer in time. */
        DATABASE_AWAY,
        /** A fault of our own; the log says more. */
        INTERNAL,
        /** The process stops. */
        STOPPING
    }
}
