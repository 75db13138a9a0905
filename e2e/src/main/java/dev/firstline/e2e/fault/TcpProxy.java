package dev.firstline.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy in user space on 127.0.0.1, between a service and what it talks to. It passes bytes on, and on demand pauses, delays, holds
 * answers, refuses and resets: what the kernel's netem would do where there is one.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private final Gate requests = new Gate();
    private final Gate answers = new Gate();
    private volatile boolean refusing;

    private TcpProxy(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** A proxy on any free port to this one. */
    public static TcpProxy to(int targetPort) {
        return on(0, targetPort);
    }

    /**
     * A proxy on a port.
     *
     * @throws UncheckedIOException where the port is taken
     */
    public static TcpProxy on(int port, int targetPort) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            TcpProxy proxy =
                    new TcpProxy(new ServerSocket(port, 1024, loopback), new InetSocketAddress(loopback, targetPort));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on 127.0.0.1:" + port, e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** What goes from the caller to the target; pausing it keeps requests back. */
    public Gate requests() {
        return requests;
    }

    /** What goes from the target to the caller; pausing it keeps answers back. */
    public Gate answers() {
        return answers;
    }

    /** How many connections there are. */
    public int connections() {
        return connections.size();
    }

    /**
     * Lays a trap: the first connection that sends this text, {@code COMMIT} say, has it passed on, and hears nothing from then on until
     * the trap is released or the connection is reset. So a process can be killed between a commit and its acknowledgement.
     */
    public Trap trap(String text) {
        return trap(text, Moment.AFTER_EFFECT);
    }

    /**
     * The same, at either side of the request: {@link Moment#BEFORE_EFFECT} keeps the text itself back, until it is passed on late or
     * lost. So a process can be killed between its intent and its call.
     */
    public Trap trap(String text, Moment moment) {
        Trap trap = new Trap(text, moment);
        traps.add(trap);
        return trap;
    }

    /** Resets every connection: both sides see an error, and what was on its way is lost. */
    public void resetConnections() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Closes every connection in an orderly way. */
    public void closeConnections() {
        connections.forEach(ProxiedConnection::close);
    }

    /** Whether new connections are reset as soon as they are there. */
    public void refuse(boolean yes) {
        refusing = yes;
    }

    /** Passes all on again, at once: no pause, no delay, no refusal. Traps stay. */
    public void heal() {
        refuse(false);
        for (Gate gate : List.of(requests, answers)) {
            gate.delay(Duration.ZERO);
            gate.resume();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(ProxiedConnection::close);
            threads.shutdownNow();
            threads.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                if (refusing) ProxiedConnection.reset(caller);
                else threads.execute(() -> connect(caller));
            } catch (IOException e) {
                if (!server.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void connect(Socket caller) {
        Socket called = new Socket();
        try {
            called.connect(target, 5000);
        } catch (IOException e) {
            // Nobody listens there: the caller is told in the only way that TCP has.
            ProxiedConnection.reset(caller);
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(caller, called, this);
        connections.add(connection);
        threads.execute(connection::passRequests);
        connection.passAnswers();
    }

    List<Trap> traps() {
        return traps;
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }
}
