package dev.firstline.e2e.delivery.load;

import dev.firstline.e2e.delivery.plan.Message;
import dev.firstline.e2e.delivery.plan.Plan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All senders of a plan at work, each on a thread of its own. */
public final class Senders implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> atWork = new ArrayList<>();

    private Senders() {}

    /**
     * Starts them.
     *
     * @param addresses of ingest's replicas, where each message may go
     * @param secret the source's
     * @param patience how long an answer is waited for; longer than the longest pause
     * @param longestRest between two messages of a sender
     */
    public static Senders start(
            Plan plan, Pace pace, List<URI> addresses, String secret, Duration patience, Duration longestRest) {
        Senders senders = new Senders();
        Sender.Manner manner = new Sender.Manner(addresses, secret, patience, longestRest);
        for (int number = 0; number < plan.scripts().size(); number++) {
            List<Message> script = plan.scripts().get(number);
            Sender sender = new Sender(manner, senders.ledger, pace, new Random(plan.seed() * 31 + number));
            senders.atWork.add(senders.threads.submit(() -> {
                sender.say(script);
                return null;
            }));
        }
        return senders;
    }

    /** What they know so far. */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Waits until everything is said and acknowledged.
     *
     * @throws IllegalStateException where that takes longer, or a message was refused for good
     */
    public void awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Future<?> sender : atWork) {
            try {
                sender.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                throw new IllegalStateException("a sender's messages were not all acknowledged within " + patience);
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
