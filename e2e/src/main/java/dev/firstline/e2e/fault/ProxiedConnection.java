package dev.firstline.e2e.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection through a proxy: two sockets and a thread for each direction. */
final class ProxiedConnection {
    private static final int PIECE = 64 * 1024;
    private final Socket caller;
    private final Socket called;
    private final TcpProxy proxy;
    // How it ended is decided once: a thread that finds its socket closed must not turn the orderly end into a reset of
    // the other socket.
    private final AtomicBoolean ended = new AtomicBoolean();
    // The end of what was sent, as long as the longest trap's text but one: a text may come in two pieces.
    private byte[] tail = new byte[0];

    ProxiedConnection(Socket caller, Socket called, TcpProxy proxy) {
        this.caller = caller;
        this.called = called;
        this.proxy = proxy;
        try {
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void passRequests() {
        pass(caller, called, (out, piece, length) -> {
            proxy.requests().pass(length);
            Trap caught = trapped(piece, length);
            if (caught != null) caught.beforePassing();
            out.write(piece, 0, length);
            if (caught != null) caught.passed();
        });
    }

    void passAnswers() {
        pass(called, caller, (out, piece, length) -> {
            for (Trap trap : proxy.traps()) trap.block(this);
            proxy.answers().pass(length);
            out.write(piece, 0, length);
        });
    }

    /** Both sides see an error, unless it has ended already. */
    void reset() {
        if (!ended.compareAndSet(false, true)) return;
        reset(caller);
        reset(called);
        proxy.forget(this);
    }

    /** Both sides see an end, unless it has ended already. */
    void close() {
        if (!ended.compareAndSet(false, true)) return;
        try (caller;
                called) {
            proxy.forget(this);
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    static void reset(Socket socket) {
        try (socket) {
            // A linger of zero makes the closing a reset (RST instead of FIN).
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    /** The trap that this piece springs, armed before the piece is passed on, so that no answer can slip by. */
    private Trap trapped(byte[] piece, int length) {
        byte[] seen = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(piece, 0, seen, tail.length, length);
        Trap caught = null;
        int longest = 0;
        for (Trap trap : proxy.traps()) {
            if (!trap.armed()) continue;
            longest = Math.max(longest, trap.length() - 1);
            if (caught == null && trap.isIn(seen, seen.length) && trap.holds(this)) caught = trap;
        }
        tail = Arrays.copyOfRange(seen, Math.max(0, seen.length - longest), seen.length);
        return caught;
    }

    private void pass(Socket from, Socket to, Step step) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) step.take(out, piece, length);
            to.shutdownOutput();
            if (from.isOutputShutdown()) close();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private interface Step {
        void take(OutputStream out, byte[] piece, int length) throws IOException, InterruptedException;
    }
}
