package dev.firstline.platform.duework;

import dev.firstline.platform.database.DatabaseClock;
import dev.firstline.platform.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Takes due work and has it done: what this process wrote from memory, at once; what another one left behind by a poll. Any number
 * of processes run it alike.
 */
@Singleton
public class DueWorkLoop {

    private static final Logger LOG = Logger.getLogger(DueWorkLoop.class);

    /** How long a stopping process waits for what is in flight; what is left is taken by another one, a lease later. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Duration UPKEEP_EVERY = Duration.ofSeconds(10);

    private final Instance<DueWorkHandler> handlers;
    private final DueWorkStore store;
    private final DeadLetterStore deadLetters;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final DueWorkConfig config;
    private final Lanes lanes;
    private final MeterRegistry meters;
    private final Upkeep upkeep;
    private final Map<DueWorkHandler, Worker> workers = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;
    private Thread poller;

    public DueWorkLoop(
            Instance<DueWorkHandler> handlers,
            DueWorkStore store,
            DeadLetterStore deadLetters,
            Transactions transactions,
            DatabaseClock clock,
            DueWorkConfig config,
            Lanes lanes,
            MeterRegistry meters,
            Upkeep upkeep) {
        this.handlers = handlers;
        this.store = store;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.lanes = lanes;
        this.meters = meters;
        this.upkeep = upkeep;
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        anchorClock();
        Backoff backoff = new Backoff(config.firstBackoff(), config.longestBackoff());
        for (DueWorkHandler handler : handlers) {
            Worker worker = new Worker(handler, store, deadLetters, transactions, clock, backoff, threads, meters);
            lanes.open(handler, worker::take);
            workers.put(handler, worker);
        }
        poller = Thread.ofVirtual().name("due-work").start(this::pollUntilStopped);
    }

    void stopTaking(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        lanes.close();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        lanes.close();
        LockSupport.unpark(poller);
        long endNanos = System.nanoTime() + DRAIN.toNanos();
        while (!workers.values().stream().allMatch(Worker::isIdle) && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        threads.shutdownNow();
    }

    private void pollUntilStopped() {
        long nextUpkeepNanos = System.nanoTime();
        while (!stopping) {
            boolean more = false;
            try {
                anchorClock();
                for (var entry : workers.entrySet()) more |= poll(entry.getKey(), entry.getValue());
                if (System.nanoTime() - nextUpkeepNanos >= 0) {
                    upkeep.round();
                    nextUpkeepNanos = System.nanoTime() + UPKEEP_EVERY.toNanos();
                }
            } catch (RuntimeException | Error failure) {
                // An Error too: without the poll nothing that another process left behind would ever be done.
                LOG.warnf("due work could not be looked for: %s", failure.getMessage());
            }
            if (!more) LockSupport.parkNanos(config.pollInterval().toNanos());
        }
    }

    /** Takes what is due of one kind; true where there may be more. */
    private boolean poll(DueWorkHandler handler, Worker worker) {
        int room = Math.min(worker.room(), handler.concurrency() * 2);
        if (room == 0 || stopping) return false;
        var claimed = transactions.single(tx -> store.claim(tx, handler.kind(), handler.lease(), room));
        claimed.forEach(worker::take);
        return claimed.size() == room;
    }

    /** An answer that took longer says too little about the time: the clock then goes on by itself. */
    private static final long MOST_ANCHOR_NANOS = Duration.ofMillis(250).toNanos();

    private void anchorClock() {
        transactions.single(tx -> {
            // Counted from here: the wait for a connection is no part of the question.
            long asked = System.nanoTime();
            var databaseTime = tx.first("select clock_timestamp() as now", row -> row.getOffsetDateTime("now"))
                    .orElseThrow();
            long answered = System.nanoTime();
            if (!clock.isAnchored() || answered - asked < MOST_ANCHOR_NANOS) {
                clock.anchor(databaseTime.toInstant(), asked, answered);
            }
            return null;
        });
    }
}
