package dev.firstline.ingest.store;

import dev.firstline.ingest.config.IngestConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Lets requests that arrive while a commit is in flight share the next one. There is no timer: whoever comes first commits at once,
 * and how many follow together comes from how long that takes.
 */
@Singleton
public class GroupCommit {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** Two commits in flight keep the disk busy; the second is worth its cost only once this many events wait. */
    private static final int SECOND_FROM_EVENTS = 64;

    private static final int MAX_WRITERS = 2;

    /** Bounds of one commit, unless a single request is larger. */
    private static final int MAX_COMMIT_EVENTS = 8 * Chunk.MAX_EVENTS;

    private static final int MAX_COMMIT_BYTES = 16 << 20;

    private static final Duration SWEEP = Duration.ofMillis(50);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** A submission and whoever waits for its outcome. */
    record Waiting(Submission submission, int events, int bytes, CompletableFuture<Outcome> outcome) {}

    private final Commit commit;
    private final InstantSource clock;
    private final int maxEvents;
    private final long maxBytes;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queuedEvents = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicInteger writers = new AtomicInteger();
    private final ReentrantLock taking = new ReentrantLock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    public GroupCommit(Commit commit, InstantSource clock, IngestConfig config, MeterRegistry meters) {
        this.commit = commit;
        this.clock = clock;
        this.maxEvents = config.queueEvents();
        this.maxBytes = config.queueBytes().asLongValue();
        meters.gauge("firstline.ingest.queue.events", queuedEvents);
        meters.gauge("firstline.ingest.queue.bytes", queuedBytes);
    }

    /**
     * Has a submission committed, together with others. Doesn't block.
     *
     * @return what became of it, once the commit is through; completed on a thread that must not be held up
     */
    public CompletableFuture<Outcome> submit(Submission submission) {
        int events = submission.events();
        int bytes = submission.bytes();
        if (stopping) return CompletableFuture.completedFuture(new Outcome.Refused(Outcome.Reason.STOPPING));
        int allEvents = queuedEvents.addAndGet(events);
        long allBytes = queuedBytes.addAndGet(bytes);
        boolean alone = allEvents == events;
        if (!alone && (allEvents > maxEvents || allBytes > maxBytes)) {
            release(events, bytes);
            return CompletableFuture.completedFuture(new Outcome.Refused(Outcome.Reason.QUEUE_FULL));
        }
        Waiting waiting = new Waiting(submission, events, bytes, new CompletableFuture<>());
        queue.add(waiting);
        wake();
        return waiting.outcome();
    }

    private void release(int events, int bytes) {
        queuedEvents.addAndGet(-events);
        queuedBytes.addAndGet(-bytes);
    }

    private void wake() {
        int running = writers.get();
        while (running == 0 || (running < MAX_WRITERS && queuedEvents.get() >= SECOND_FROM_EVENTS)) {
            if (writers.compareAndSet(running, running + 1)) {
                begin();
                return;
            }
            running = writers.get();
        }
    }

    private void begin() {
        try {
            threads.execute(this::write);
        } catch (RuntimeException | Error stopping) {
            writers.decrementAndGet();
            throw stopping;
        }
    }

    private void write() {
        try (Packer packer = new Packer()) {
            while (true) {
                commitNext(packer);
                if (queuedEvents.get() < SECOND_FROM_EVENTS && writers.compareAndSet(MAX_WRITERS, MAX_WRITERS - 1))
                    return;
                if (queue.isEmpty()) break;
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("a writer ended; the next one goes on", failure);
        }
        writers.decrementAndGet();
        if (!queue.isEmpty()) wake();
    }

    /** Whatever ends a commit, an Error too: who waits for it is answered at once. */
    private void commitNext(Packer packer) {
        List<Waiting> taken = new ArrayList<>();
        try {
            take(taken);
            commit.commit(taken, packer);
        } finally {
            for (Waiting item : taken) item.outcome().complete(new Outcome.Refused(Outcome.Reason.INTERNAL));
        }
    }

    private void take(List<Waiting> taken) {
        int events = 0;
        long bytes = 0;
        taking.lock();
        try {
            for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
                boolean fits = events + next.events() <= MAX_COMMIT_EVENTS && bytes + next.bytes() <= MAX_COMMIT_BYTES;
                if (!fits && !taken.isEmpty()) break;
                taken.add(next);
                queue.remove();
                events += next.events();
                bytes += next.bytes();
                release(next.events(), next.bytes());
            }
        } finally {
            taking.unlock();
        }
    }

    /** Answers those that wait while every writer is held up by a database that doesn't answer. */
    private void refuseExpired() {
        if (queue.isEmpty()) return;
        var now = clock.instant();
        taking.lock();
        try {
            for (Waiting next = queue.peek();
                    next != null && !now.isBefore(next.submission().deadline());
                    next = queue.peek()) {
                queue.remove();
                release(next.events(), next.bytes());
                next.outcome().complete(new Outcome.Refused(Outcome.Reason.WAITED_TOO_LONG));
            }
        } finally {
            taking.unlock();
        }
    }

    void start(@Observes StartupEvent event) {
        threads.execute(() -> {
            while (!stopping) {
                LockSupport.parkNanos(SWEEP.toNanos());
                try {
                    refuseExpired();
                } catch (RuntimeException | Error failure) {
                    // An Error too: nobody else answers those that wait for a database that hangs.
                    LOG.warn("who waits too long could not be answered", failure);
                }
            }
        });
    }

    /** Lets what was taken in be committed: its senders wait for their answers. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        long endNanos = System.nanoTime() + DRAIN.toNanos();
        while ((writers.get() > 0 || !queue.isEmpty()) && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(SWEEP.toNanos());
        }
        threads.shutdownNow();
    }
}
