package dev.firstline.ingest.store;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.platform.database.GroupCommit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Where requests wait for the commit that they share with others: bounded, and not for long. */
@Singleton
public final class AcceptQueue {

    private static final Logger LOG = Logger.getLogger(AcceptQueue.class);

    /** Where this many events wait, a second commit in flight is worth its cost. */
    private static final int SECOND_FROM_EVENTS = 64;

    /** Bound of one commit, unless a single request is larger. */
    private static final int MAX_COMMIT_EVENTS = 8 * Chunk.MAX_EVENTS;

    /** So many bytes weigh as much as one event: a commit has 16 MB at most. */
    private static final int BYTES_AN_EVENT = 4 << 10;

    private static final Duration SWEEP = Duration.ofMillis(50);

    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** A submission and whoever waits for its outcome. */
    record Waiting(Submission submission, int events, int bytes, CompletableFuture<Outcome> outcome) {

        int weight() {
            return Math.max(events, bytes / BYTES_AN_EVENT);
        }

        void refuse(Outcome.Reason reason) {
            outcome.complete(new Outcome.Refused(reason));
        }
    }

    private final Commit commit;
    private final InstantSource clock;
    private final int maxEvents;
    private final long maxBytes;
    private final AtomicInteger queuedEvents = new AtomicInteger();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final GroupCommit<Waiting> groups = new GroupCommit<>(
            new GroupCommit.Size<>(Waiting::weight, MAX_COMMIT_EVENTS, SECOND_FROM_EVENTS), Writer::new, threads);
    private volatile boolean stopping;

    public AcceptQueue(Commit commit, InstantSource clock, IngestConfig config, MeterRegistry meters) {
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
        Waiting waiting = new Waiting(submission, submission.events(), submission.bytes(), new CompletableFuture<>());
        if (stopping) {
            waiting.refuse(Outcome.Reason.STOPPING);
        } else if (!hasRoom(waiting)) {
            release(waiting);
            waiting.refuse(Outcome.Reason.QUEUE_FULL);
        } else {
            add(waiting);
        }
        return waiting.outcome();
    }

    /** Books the room that it takes; what comes alone always has room. */
    private boolean hasRoom(Waiting waiting) {
        int allEvents = queuedEvents.addAndGet(waiting.events());
        long allBytes = queuedBytes.addAndGet(waiting.bytes());
        boolean alone = allEvents == waiting.events();
        return alone || (allEvents <= maxEvents && allBytes <= maxBytes);
    }

    private void add(Waiting waiting) {
        try {
            groups.add(waiting);
        } catch (RejectedExecutionException stopped) {
            waiting.refuse(Outcome.Reason.STOPPING);
        }
    }

    private void release(Waiting waiting) {
        queuedEvents.addAndGet(-waiting.events());
        queuedBytes.addAndGet(-waiting.bytes());
    }

    /** One thread's commits, with the packer that they share. */
    private final class Writer implements GroupCommit.Writer<Waiting> {

        private final Packer packer = new Packer();

        /** Whatever ends a commit, an Error too: who waits for it is answered at once. */
        @Override
        public void write(List<Waiting> group) {
            group.forEach(AcceptQueue.this::release);
            try {
                commit.commit(group, packer);
            } finally {
                group.forEach(waiting -> waiting.refuse(Outcome.Reason.INTERNAL));
            }
        }

        @Override
        public void close() {
            packer.close();
        }
    }

    /** Answers those that wait while every writer is held up by a database that doesn't answer. */
    private void refuseExpired() {
        var now = clock.instant();
        groups.drop(waiting -> !now.isBefore(waiting.submission().deadline()), waiting -> {
            release(waiting);
            waiting.refuse(Outcome.Reason.WAITED_TOO_LONG);
        });
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
        while (!groups.isIdle() && System.nanoTime() < endNanos) LockSupport.parkNanos(SWEEP.toNanos());
        threads.shutdownNow();
    }
}
