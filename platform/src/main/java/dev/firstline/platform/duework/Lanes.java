package dev.firstline.platform.duework;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The way of due work from the transaction that wrote it to the same process's hands, without a look at the table. One lane a
 * kind, each bounded: what doesn't fit is found by the poll, one lease later.
 */
@Singleton
public class Lanes {

    /** Where no handler runs (a test of a store, a process that starts), work waits for the poll this long. */
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);

    private record Lane(Duration lease, Consumer<DueWork> taker) {}

    private volatile boolean closed;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** Opens the lane of a handler's kind. The taker must not block, and may pass over what it has no room for. */
    void open(DueWorkHandler handler, Consumer<DueWork> taker) {
        if (lanes.putIfAbsent(handler.kind(), new Lane(handler.lease(), taker)) != null) {
            throw new IllegalStateException(
                    "two handlers do the due work of kind '" + handler.kind() + "'; one is wanted");
        }
    }

    /** Closes all lanes: what is written from now on is left to other processes. */
    void close() {
        closed = true;
        lanes.clear();
    }

    /** How long the work of a kind is leased to who writes it; zero where he won't do it any more. */
    public Duration lease(String kind) {
        Lane lane = lanes.get(kind);
        if (lane != null) return lane.lease();
        return closed ? Duration.ZERO : DEFAULT_LEASE;
    }

    /** Offers work whose transaction is committed. */
    public void offer(DueWork work) {
        Lane lane = lanes.get(work.kind());
        if (lane != null) lane.taker().accept(work);
    }

    /** Offers several pieces of work. See {@link #offer(DueWork)}. */
    public void offerAll(List<DueWork> works) {
        works.forEach(this::offer);
    }
}
