package dev.firstline.e2e.delivery.load;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets senders go on only as far as the chaos has come, so that every kill meets traffic, and none is left for afterwards. */
public final class Pace {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private double allowed;

    /** From now on this share of each script may be sent; it never falls. */
    public void allow(double share) {
        lock.lock();
        try {
            allowed = Math.max(allowed, share);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this share of a script may be sent. */
    void await(double share) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (allowed < share) changed.await();
        } finally {
            lock.unlock();
        }
    }
}
