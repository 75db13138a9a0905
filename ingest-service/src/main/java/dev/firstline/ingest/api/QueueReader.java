package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Fault;
import dev.firstline.ingest.source.queue.QueueSettings;
import dev.firstline.ingest.source.queue.SqsQueue;
import dev.firstline.ingest.source.queue.SqsQueue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads one queue, over and over: what was committed, or kept as a dead letter, is deleted; what was refused stays, and comes again.
 * A message that was committed and could not be deleted comes again, too, and is absorbed by its delivery id.
 */
final class QueueReader {

    private static final Logger LOG = Logger.getLogger(QueueReader.class);

    /** Between two tries to take in what was refused: there may be room in a moment. */
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final SqsQueue queue;
    private final QueueSettings settings;
    private final Function<Message, CompletableFuture<Intake.Answer>> intake;
    private final QueueWatch watch;
    private Duration backoff = FIRST_BACKOFF;
    private volatile boolean stopping;

    /** Who waits for messages, or for time to pass: the only moments in which it may be interrupted. */
    private Thread waiting;

    /**
     * @param intake takes a message in; must not block
     * @param watch is told what happens
     */
    QueueReader(
            SqsQueue queue,
            QueueSettings settings,
            Function<Message, CompletableFuture<Intake.Answer>> intake,
            QueueWatch watch) {
        this.queue = queue;
        this.settings = settings;
        this.intake = intake;
        this.watch = watch;
    }

    /** Reads until it is stopped. */
    void run() {
        while (!stopping) {
            Duration pause = stepOrBackOff();
            interruptibly(() -> {
                if (pause.isPositive() && !stopping) LockSupport.parkNanos(pause.toNanos());
                return pause;
            });
        }
    }

    private Duration stepOrBackOff() {
        try {
            return step();
        } catch (RuntimeException | Error failure) {
            // An Error too: nobody would read the queue any more, and its health would say that all is well.
            return backOff(failure.getClass().getSimpleName() + " while reading");
        }
    }

    /** Ends it, after the messages in hand. */
    synchronized void stop() {
        stopping = true;
        if (waiting != null) waiting.interrupt();
    }

    private <T> T interruptibly(Supplier<T> wait) {
        synchronized (this) {
            waiting = Thread.currentThread();
        }
        try {
            return wait.get();
        } finally {
            synchronized (this) {
                waiting = null;
                // What follows a stop (messages to delete, or to give back) is still to be sent.
                Thread.interrupted();
            }
        }
    }

    /**
     * Reads once.
     *
     * @return how long to wait before the next time
     */
    Duration step() {
        if (stopping) return Duration.ZERO;
        // Read and left lying, a message would be counted as tried, and in the end moved to the queue's own dead
        // letters.
        if (!watch.hasRoom()) return FIRST_BACKOFF;
        long sinceNanos = System.nanoTime();
        return switch (interruptibly(queue::receive)) {
            case SqsQueue.Received.Failed failed when stopping -> Duration.ZERO;
            case SqsQueue.Received.Failed failed -> backOff(failed.reason());
            case SqsQueue.Received.Messages messages -> {
                watch.read(messages.messages().size());
                backoff = FIRST_BACKOFF;
                if (!messages.messages().isEmpty()) takeIn(messages.messages(), sinceNanos);
                yield Duration.ZERO;
            }
        };
    }

    private Duration backOff(String reason) {
        watch.failed(reason);
        Duration pause = backoff;
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
        return pause;
    }

    private void takeIn(List<Message> messages, long sinceNanos) {
        List<Message> waiting = new ArrayList<>(messages);
        List<Message> done = new ArrayList<>();
        while (true) {
            List<Message> taken = settings.isOrdered() ? inOrder(waiting) : together(waiting);
            done.addAll(taken);
            waiting.removeAll(taken);
            boolean inTime =
                    System.nanoTime() - sinceNanos < settings.patience().toNanos();
            if (waiting.isEmpty() || stopping || !inTime) break;
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
        if (!done.isEmpty()) queue.delete(done).ifPresent(watch::notDeleted);
        if (waiting.isEmpty()) return;
        watch.left(waiting.size());
        // Another replica may have room. If all are full it stays hidden, so that it is not tried in vain too often.
        if (stopping) queue.giveBack(waiting);
    }

    /** All at once, so that they share a commit. */
    private List<Message> together(List<Message> messages) {
        Map<Message, CompletableFuture<Intake.Answer>> answers = new LinkedHashMap<>();
        messages.forEach(message -> answers.put(message, intake.apply(message)));
        return messages.stream()
                .filter(message -> isTaken(answers.get(message)))
                .toList();
    }

    /** One after the other, up to the first that was refused: what comes after it must not go before it. */
    private List<Message> inOrder(List<Message> messages) {
        List<Message> taken = new ArrayList<>();
        for (Message message : messages) {
            if (!isTaken(intake.apply(message))) break;
            taken.add(message);
        }
        return taken;
    }

    private boolean isTaken(CompletableFuture<Intake.Answer> answer) {
        try {
            return switch (answer.join()) {
                case Intake.Answer.Accepted accepted -> true;
                case Intake.Answer.Kept kept -> true;
                case Intake.Answer.Refused refused -> false;
            };
        } catch (RuntimeException failure) {
            // What an exception says may quote the message.
            watch.failed("a message could not be taken in: " + Fault.of(failure));
            LOG.debug("how it could not", failure);
            return false;
        }
    }
}
