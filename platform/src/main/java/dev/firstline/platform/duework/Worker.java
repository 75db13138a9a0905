package dev.firstline.platform.duework;

import dev.firstline.platform.database.GroupCommit;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.telemetry.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Does the due work of one kind in this process, a bounded number at once. */
final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    /** How many pieces of work may wait in memory for each one that is being done; the poll finds what doesn't fit. */
    private static final int WAITING_PER_PLACE = 16;

    /** How many ends one statement writes at most, and how many have to wait until a second one runs beside it. */
    private static final int ENDS_TOGETHER = 500;

    private static final int SECOND_FROM_ENDS = 64;

    /** Work that is done, and whoever waits until that is written. */
    private record Ended(DueWork work, CompletableFuture<Void> written) {}

    /** What is done at a place, or while it waits for another one. */
    private interface Turn<T> {

        T take() throws InterruptedException;
    }

    private final DueWorkHandler handler;
    private final DueWorkStore store;
    private final DeadLetterStore deadLetters;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Backoff backoff;
    private final ExecutorService threads;
    private final Semaphore places;
    private final Semaphore bulkPlaces;
    private final GroupCommit<Ended> ends;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Counter done;
    private final Counter postponed;
    private final Counter parked;
    /** How often work failed for a reason of its own, in this process, since when. */
    private record Failures(long firstNanos, int count) {}

    private final Map<String, Failures> ownFailures = new ConcurrentHashMap<>();
    private volatile boolean anySuccess;
    private volatile long lastSuccessNanos;

    Worker(
            DueWorkHandler handler,
            DueWorkStore store,
            DeadLetterStore deadLetters,
            Transactions transactions,
            InstantSource clock,
            Backoff backoff,
            ExecutorService threads,
            MeterRegistry meters) {
        this.handler = handler;
        this.store = store;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.clock = clock;
        this.backoff = backoff;
        this.threads = threads;
        this.places = new Semaphore(handler.concurrency());
        this.bulkPlaces = new Semaphore(Math.max(1, handler.concurrency() * 3 / 4));
        this.ends = new GroupCommit<>(
                new GroupCommit.Size<>(ended -> 1, ENDS_TOGETHER, SECOND_FROM_ENDS), () -> this::write, threads);
        this.done = counter(meters, "done");
        this.postponed = counter(meters, "postponed");
        this.parked = counter(meters, "parked");
    }

    private Counter counter(MeterRegistry meters, String result) {
        return meters.counter("firstline.due.work", "kind", handler.kind(), "result", result);
    }

    /** How many more pieces it can take now. */
    int room() {
        return Math.max(0, most() - accepted.get());
    }

    private int most() {
        return handler.concurrency() * WAITING_PER_PLACE;
    }

    /** What isn't bulk comes in where bulk has taken all the room. */
    private int most(DueWork work) {
        return handler.isBulk(work) ? most() : most() + most() / 4;
    }

    /** Has the work done soon, or passes over it where there is no room. */
    void take(DueWork work) {
        if (accepted.incrementAndGet() > most(work)) {
            accepted.decrementAndGet();
            return;
        }
        try {
            threads.execute(() -> doInTurn(work));
        } catch (RejectedExecutionException stopping) {
            accepted.decrementAndGet();
        }
    }

    /** Whether nothing is being done. */
    boolean isIdle() {
        return accepted.get() == 0;
    }

    private void doInTurn(DueWork work) {
        try {
            Optional<Result> result = handler.isBulk(work)
                    ? placed(bulkPlaces, () -> placed(places, () -> done(work)))
                    : placed(places, () -> done(work));
            result.ifPresent(ended -> end(work, ended));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            accepted.decrementAndGet();
        }
    }

    private static <T> T placed(Semaphore places, Turn<T> turn) throws InterruptedException {
        places.acquire();
        try {
            return turn.take();
        } finally {
            places.release();
        }
    }

    /** What became of it; empty where its lease has lapsed while it waited for its place. */
    private Optional<Result> done(DueWork work) {
        if (!clock.instant().isBefore(work.takeTime())) return Optional.empty();
        return Optional.of(Traces.continued(work.traceparent(), () -> tried(work)));
    }

    private void end(DueWork work, Result result) {
        try {
            record(work, result);
        } catch (RuntimeException failure) {
            // The lease lapses and the work is done once more, which does no harm.
            LOG.debugf(failure, "%s %s: its end could not be written", work.kind(), work.key());
        }
    }

    private Result tried(DueWork work) {
        try {
            return handler.handle(work);
        } catch (RuntimeException failure) {
            Result judged = judged(work, failure);
            boolean unexpected = FailureJudge.isUnexpected(failure);
            LOG.logf(
                    unexpected ? Logger.Level.WARN : Logger.Level.INFO,
                    unexpected ? failure : null,
                    "%s %s: attempt %d failed: %s",
                    work.kind(),
                    work.key(),
                    work.attempt(),
                    failure.getMessage());
            return judged;
        }
    }

    /** Only failures that are the work's own count, and only while other work of the kind succeeds. */
    private Result judged(DueWork work, RuntimeException failure) {
        long now = System.nanoTime();
        Failures counted = ownFailures.merge(
                work.key(), new Failures(now, 1), (known, one) -> new Failures(known.firstNanos, known.count + 1));
        boolean othersSucceed = anySuccess && lastSuccessNanos - counted.firstNanos > 0;
        Result judged = FailureJudge.judge(failure, counted.count, othersSucceed);
        if (!FailureJudge.isOwnFault(failure)) ownFailures.remove(work.key());
        return judged;
    }

    private void succeeded(DueWork work) {
        lastSuccessNanos = System.nanoTime();
        anySuccess = true;
        ownFailures.remove(work.key());
        done.increment();
    }

    private void record(DueWork work, Result result) {
        switch (result) {
            case Result.Done ignored -> {
                Ended ended = new Ended(work, new CompletableFuture<>());
                ends.add(ended);
                ended.written().join();
                succeeded(work);
            }
            case Result.Again again -> {
                write(tx -> store.again(tx, work, again.at()));
                succeeded(work);
            }
            case Result.Later later -> {
                var wait = later.after() == null
                        ? backoff.after(work.attempt(), RandomGenerator.getDefault())
                        : later.after();
                write(tx -> store.postpone(tx, work, wait));
                postponed.increment();
            }
            case Result.Refused refused
            when !handler.mayPark() -> {
                LOG.errorf("%s %s wants a person, and is tried again: %s", work.kind(), work.key(), refused.reason());
                write(tx -> store.postpone(tx, work, backoff.longest()));
                postponed.increment();
            }
            case Result.Refused refused -> {
                ownFailures.remove(work.key());
                transactions.run(tx -> {
                    if (store.done(tx, work)) deadLetters.park(tx, work, refused.reason());
                });
                LOG.errorf("%s %s is a dead letter: %s", work.kind(), work.key(), refused.reason());
                parked.increment();
            }
        }
    }

    private void write(List<Ended> group) {
        try {
            write(tx -> store.done(tx, group.stream().map(Ended::work).toList()));
            group.forEach(ended -> ended.written().complete(null));
        } catch (RuntimeException | Error failure) {
            // An Error too: each of them holds a place in memory as long as it waits.
            group.forEach(ended -> ended.written().completeExceptionally(failure));
        }
    }

    private void write(Consumer<Tx> statement) {
        transactions.single(tx -> {
            statement.accept(tx);
            return null;
        });
    }
}
