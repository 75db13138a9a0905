package dev.firstline.triage.api;

import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.GroupCommit;
import dev.firstline.platform.rpc.CallTime;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import io.grpc.Context;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes batches of events in. Those that arrive while others are folded are folded together: what one transaction costs, and each
 * incident that it writes, is shared by all of them. Small batches don't wait for large ones: a storm is one service's trouble.
 */
@Singleton
public final class EventIntake {

    /** Events of one transaction, unless a single batch has more: it holds its incidents' locks for some 50 ms. */
    private static final int MOST_EVENTS = 2_000;

    /** Where this many events wait, a second transaction reads and writes its alerts while the first has the incidents. */
    private static final int SECOND_FROM_EVENTS = 256;

    /** A batch of more events doesn't hold up those of fewer: what a storm brings comes by the hundred. */
    private static final int FEW_EVENTS = 50;

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(20);

    /** A batch, its caller, and what became of it. */
    private record Waiting(ReceivedBatch batch, Context caller, CompletableFuture<Void> folded) {

        int events() {
            return Math.max(1, batch.events().size());
        }
    }

    private final GroupFold fold;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final GroupCommit<Waiting> bulk = new GroupCommit<>(
            new GroupCommit.Size<>(Waiting::events, MOST_EVENTS, SECOND_FROM_EVENTS), () -> this::fold, threads);

    /** One transaction at a time: beside those of the bulk a second one would only wait for the same incidents. */
    private final GroupCommit<Waiting> few = new GroupCommit<>(
            new GroupCommit.Size<>(Waiting::events, MOST_EVENTS, Integer.MAX_VALUE), () -> this::fold, threads);

    public EventIntake(GroupFold fold) {
        this.fold = fold;
    }

    /**
     * Folds a batch, unless it was folded before. Returns once it is committed.
     *
     * @throws Problem where the batch can't be read, or others brought the same new alerts again and again
     */
    void receive(ReceiveEventsRequest request) {
        Waiting waiting = new Waiting(ReceivedBatch.of(request), Context.current(), new CompletableFuture<>());
        try {
            (waiting.events() > FEW_EVENTS ? bulk : few).add(waiting);
            waiting.folded().join();
        } catch (RejectedExecutionException stopping) {
            throw Problem.unavailable("STOPPING", "this replica is about to end", Duration.ofMillis(100));
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Whatever ends a group, an Error too: who waits for it is answered at once. */
    private void fold(List<Waiting> group) {
        List<Waiting> wanted = group.stream()
                .filter(waiting -> !CallTime.isOver(waiting.caller()))
                .toList();
        try {
            if (!wanted.isEmpty()) foldTogether(wanted);
        } finally {
            Throwable unanswered =
                    new IllegalStateException("nobody waits for it any more, or folding it ended with an error");
            group.forEach(waiting -> waiting.folded().completeExceptionally(unanswered));
        }
    }

    /** Where one of them may be at fault, each is tried alone: the others must not have to come again for it. */
    private void foldTogether(List<Waiting> group) {
        try {
            fold.fold(group.stream().map(Waiting::batch).toList());
            group.forEach(waiting -> waiting.folded().complete(null));
        } catch (RuntimeException | Error failure) {
            if (group.size() == 1 || isNobodysFault(failure)) {
                group.forEach(waiting -> waiting.folded().completeExceptionally(failure));
            } else {
                group.forEach(waiting -> foldTogether(List.of(waiting)));
            }
        }
    }

    /** A transaction that took too long may have been too large. */
    private static boolean isNobodysFault(Throwable failure) {
        return Database.isAway(failure) && !Database.isTooSlow(failure);
    }

    /** Lets what was taken in be folded: its senders wait for their answers. */
    void stop(@Observes ShutdownEvent event) {
        long endNanos = System.nanoTime() + DRAIN.toNanos();
        while (!(bulk.isIdle() && few.isIdle()) && System.nanoTime() < endNanos) LockSupport.parkNanos(LOOK.toNanos());
        threads.shutdownNow();
    }
}
