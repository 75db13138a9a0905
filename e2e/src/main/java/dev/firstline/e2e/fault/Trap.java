package dev.firstline.e2e.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A text in a request. The first connection that sends it is held: its answers, after the text was passed on, or the text itself, before
 * anything has come of it. It springs once.
 */
public final class Trap {
    private final byte[] text;
    private final Moment moment;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<ProxiedConnection> caught = new AtomicReference<>();

    Trap(String text, Moment moment) {
        if (text.isEmpty()) throw new IllegalArgumentException("a trap needs a text");
        this.moment = moment;
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Waits until a connection sent the text and is held.
     *
     * @return whether it came to that in time
     */
    public boolean awaitSprung(Duration patience) throws InterruptedException {
        return sprung.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets go of what is held, however late that is; before it has sprung, it never will. */
    public void release() {
        released.countDown();
    }

    /** Resets the connection that it caught: what is held is lost. */
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

    /** The text is about to be passed on; blocks it where it is to be kept back. */
    void beforePassing() throws InterruptedException {
        if (moment != Moment.BEFORE_EFFECT) return;
        sprung.countDown();
        released.await();
    }

    /** The text was passed on. */
    void passed() {
        sprung.countDown();
    }

    /** Blocks the answers of the connection that it caught. */
    void block(ProxiedConnection connection) throws InterruptedException {
        if (caught.get() == connection) released.await();
    }
}
