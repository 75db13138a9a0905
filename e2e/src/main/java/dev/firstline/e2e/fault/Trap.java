package dev.firstline.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A text in a request after whose passing the answers of that one connection are held. It springs once. */
public final class Trap {
    private final byte[] text;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<ProxiedConnection> caught = new AtomicReference<>();

    Trap(String text) {
        if (text.isEmpty()) throw new IllegalArgumentException("a trap needs a text");
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Waits until a connection sent the text and it was passed on.
     *
     * @return whether it came to that in time
     */
    public boolean awaitSprung(Duration patience) throws InterruptedException {
        return sprung.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets the held answers go; before it has sprung, it never will. */
    public void release() {
        released.countDown();
    }

    /** Resets the connection that it caught: its answers are lost. */
    public void reset() {
        Optional.ofNullable(caught.get()).ifPresent(ProxiedConnection::reset);
        release();
    }

    boolean armed() {
        return released.getCount() > 0 && caught.get() == null;
    }

    int length() {
        return text.length;
    }

    /** Looks for the text in what was sent last. */
    boolean isIn(byte[] sent, int length) {
        for (int start = 0; start + text.length <= length; start++) {
            int i = 0;
            while (i < text.length && sent[start + i] == text[i]) i++;
            if (i == text.length) return true;
        }
        return false;
    }

    /** Holds this connection's answers from now on; false where another one was faster. */
    boolean holds(ProxiedConnection connection) {
        return caught.compareAndSet(null, connection);
    }

    void spring() {
        sprung.countDown();
    }

    /** Blocks the answers of the connection that it caught. */
    void block(ProxiedConnection connection) throws InterruptedException {
        if (caught.get() == connection) released.await();
    }
}
