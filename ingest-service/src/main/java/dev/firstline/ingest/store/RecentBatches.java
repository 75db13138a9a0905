package dev.firstline.ingest.store;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The batches that this process has just committed, so that handing them over needs no look at the table. Bounded. */
@Singleton
public class RecentBatches {

    private static final long MAX_BYTES = 32 << 20;

    private final LinkedHashMap<UUID, Batch> batches = new LinkedHashMap<>();
    private long bytes;

    /** Remembers a batch; the oldest ones are forgotten where it would be too much. */
    synchronized void put(Batch batch) {
        batches.put(batch.id(), batch);
        bytes += batch.events().length;
        while (bytes > MAX_BYTES) {
            bytes -= batches.pollFirstEntry().getValue().events().length;
        }
    }

    /** How many events a batch holds; empty where it lies in the table only. */
    public synchronized OptionalInt eventCount(UUID id) {
        Batch batch = batches.get(id);
        return batch == null ? OptionalInt.empty() : OptionalInt.of(batch.eventCount());
    }

    /** Takes a batch out; empty where it lies in the table only. */
    public synchronized Optional<Batch> take(UUID id) {
        Batch batch = batches.remove(id);
        if (batch != null) bytes -= batch.events().length;
        return Optional.ofNullable(batch);
    }
}
