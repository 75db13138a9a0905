package dev.firstline.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The way to a server on this machine: it can be cut, or hold back what is said on it, and mended again. */
public final class Wire implements AutoCloseable {

    private enum State {
        WHOLE,
        CUT,
        HOLDING
    }

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.WHOLE;

    /** A way to this port of the loopback interface. */
    public Wire(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it begins. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends every connection, and every new one at once. */
    public void cut() {
        become(State.CUT);
        open.forEach(Wire::end);
    }

    /** Passes nothing on for now: connections stay, and nobody gets an answer. */
    public void hold() {
        become(State.HOLDING);
    }

    /** Passes everything on, what was held back first. */
    public void mend() {
        become(State.WHOLE);
    }

    /** Whoever is connected now never hears anything again, as of a host that has vanished; who connects anew does. */
    public void lose() {
        lost.addAll(open);
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isCutOnceNothingHolds() {
        lock.lock();
        try {
            while (state == State.HOLDING) changed.awaitUninterruptibly();
            return state == State.CUT;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        open.add(client);
        if (isCutOnceNothingHolds()) {
            end(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            Thread.ofVirtual().start(() -> pass(client, server));
            pass(server, client);
        } catch (IOException away) {
            end(client);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0 && !isCutOnceNothingHolds(); read = in.read(some)) {
                if (!lost.contains(from)) out.write(some, 0, read);
            }
        } catch (IOException ended) {
            // Either side's end is the other's, below.
        }
        end(from);
        end(to);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
