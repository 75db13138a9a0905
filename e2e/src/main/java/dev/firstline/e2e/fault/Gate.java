package dev.firstline.e2e.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a proxy: open, or shut so that what comes waits in front of it. */
public final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean shut;
    private long waiting;
    private volatile Duration delay = Duration.ZERO;

    /** Keeps back everything from now on. */
    public void pause() {
        set(true);
    }

    /** Lets everything through, what waited first. */
    public void resume() {
        set(false);
    }

    /** Lets every piece through so much later; zero is at once. */
    public void delay(Duration by) {
        delay = by;
    }

    /**
     * Waits until this many bytes wait in front of it: something was sent, and did not arrive.
     *
     * @return whether it came to that in time
     */
    public boolean awaitWaiting(long bytes, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (waiting < bytes) {
                if (left <= 0) return false;
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Blocks a piece of so many bytes for as long as it has to wait. */
    void pass(int bytes) throws InterruptedException {
        if (!delay.isZero()) TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        lock.lockInterruptibly();
        try {
            waiting += bytes;
            changed.signalAll();
            while (shut) changed.await();
        } finally {
            waiting -= bytes;
            lock.unlock();
        }
    }

    private void set(boolean closed) {
        lock.lock();
        try {
            shut = closed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
