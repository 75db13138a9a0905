package dev.firstline.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A fault in force. Tells how many calls it struck, and holds the ones that it stops. */
public final class ArmedFault {
    private final String id;
    private final Fault fault;
    private final Instant end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int struck;
    private int held;
    private boolean released;

    ArmedFault(String id, Fault fault, Instant now) {
        this.id = id;
        this.fault = fault;
        this.end = fault.during().map(now::plus).orElse(Instant.MAX);
    }

    /** What names it to {@code POST /_control}. */
    public String id() {
        return id;
    }

    /** What it was armed with. */
    public Fault fault() {
        return fault;
    }

    /** How many calls it has struck. */
    public int struck() {
        return locked(() -> struck);
    }

    /** How many calls it holds at this moment. */
    public int held() {
        return locked(() -> held);
    }

    /**
     * Waits until this many calls have been struck, answered or not.
     *
     * @return whether it came to that in time
     */
    public boolean awaitStruck(int calls, Duration patience) {
        return await(() -> struck >= calls, patience);
    }

    /**
     * Waits until this many calls are held at once: the telling moment in which a test kills a process.
     *
     * @return whether it came to that in time
     */
    public boolean awaitHeld(int calls, Duration patience) {
        return await(() -> held >= calls, patience);
    }

    /** Lets go of what is held, for good: later calls pass. */
    public void release() {
        locked(() -> {
            released = true;
            changed.signalAll();
            return null;
        });
    }

    /** Whether it strikes this call; if so, the call is counted. */
    boolean strikes(Moment moment, Call call, Instant now) {
        if (fault.moment() != moment || !now.isBefore(end) || !fault.concerns(call)) return false;
        return locked(() -> {
            if (released || (fault.times() > 0 && struck >= fault.times())) return false;
            struck++;
            changed.signalAll();
            return true;
        });
    }

    /** Blocks its caller until the release. */
    void hold() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            held++;
            changed.signalAll();
            while (!released) changed.await();
        } finally {
            held--;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** How much longer it strikes; empty where it has no end. */
    Optional<Duration> remaining(Instant now) {
        return end.equals(Instant.MAX) ? Optional.empty() : Optional.of(Duration.between(now, end));
    }

    private boolean await(BooleanSupplier reached, Duration patience) {
        return locked(() -> {
            long left = patience.toNanos();
            while (!reached.getAsBoolean()) {
                if (left <= 0) return false;
                left = awaitNanos(left);
            }
            return true;
        });
    }

    private long awaitNanos(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
