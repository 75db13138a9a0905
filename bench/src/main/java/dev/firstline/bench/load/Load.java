package dev.firstline.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Sends one template's requests over kept connections, all of them from one thread. */
public final class Load {

    private static final long DRAIN_NANOS = Duration.ofSeconds(10).toNanos();

    /**
     * What came of it, counted until its time was up; answers that came later are in no figure.
     *
     * @param accepted requests with a 2xx
     * @param refused requests with any other status
     * @param failed requests whose connection broke
     * @param sent all requests that left, for whoever goes on counting from there
     * @param time how long it took
     * @param latencies of those accepted
     */
    public record Result(long accepted, long refused, long failed, long sent, Duration time, Latencies latencies) {

        /** Accepted requests a second. */
        public double rate() {
            return accepted * 1e9 / time.toNanos();
        }
    }

    private final Template template;
    private final Pace pace;
    private final Watcher watcher;
    private final Latencies latencies = new Latencies();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final long firstRequest;
    private int busy;
    private long next;
    private long accepted;
    private long refused;
    private long failed;
    private boolean over;

    private Load(Template template, Pace pace, Watcher watcher, long firstRequest) {
        this.template = template;
        this.pace = pace;
        this.watcher = watcher;
        this.firstRequest = firstRequest;
        this.next = firstRequest;
    }

    /**
     * Runs a load and waits for its end.
     *
     * @param address of the server
     * @param template what is sent
     * @param connections how many are kept open; so many requests are in flight at most
     * @param time how long
     */
    public static Result run(
            URI address, Template template, int connections, Duration time, Pace pace, Watcher watcher) {
        return run(address, template, connections, time, pace, watcher, 0);
    }

    /** The same, going on with this request. */
    public static Result run(
            URI address,
            Template template,
            int connections,
            Duration time,
            Pace pace,
            Watcher watcher,
            long firstRequest) {
        InetSocketAddress server = new InetSocketAddress(address.getHost(), address.getPort());
        List<Connection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            Load load = new Load(template, pace, watcher, firstRequest);
            try {
                for (int i = 0; i < connections; i++) open.add(new Connection(server, selector, template));
                load.idle.addAll(open);
                return load.run(selector, time);
            } finally {
                for (Connection connection : open) connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the load on " + address + " broke off", failure);
        }
    }

    private Result run(Selector selector, Duration time) throws IOException {
        long startNanos = System.nanoTime();
        long endNanos = startNanos + time.toNanos();
        long now = startNanos;
        while (now < endNanos) {
            long wait = beginAll(now);
            long millis = Math.clamp(Math.min(wait, endNanos - now) / 1_000_000, 1, 1000);
            selector.select(this::goOn, millis);
            now = System.nanoTime();
        }
        Result result = new Result(
                accepted, refused, failed, next - firstRequest, Duration.ofNanos(now - startNanos), latencies);
        over = true;
        while (busy > 0 && System.nanoTime() < endNanos + DRAIN_NANOS) selector.select(this::goOn, 100);
        return result;
    }

    /** Begins what may begin; returns how long the next request has to wait. */
    private long beginAll(long now) {
        while (!idle.isEmpty()) {
            long wait = pace.waitNanos(now, next - firstRequest);
            if (wait > 0) return wait;
            begin(idle.poll());
        }
        return Long.MAX_VALUE;
    }

    private void begin(Connection connection) {
        busy++;
        watcher.sending(next);
        try {
            connection.begin(next++);
        } catch (IOException broken) {
            failed(connection, broken);
        }
    }

    private void goOn(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.goOn()) answered(connection);
        } catch (IOException broken) {
            failed(connection, broken);
        }
    }

    private void answered(Connection connection) {
        long took = System.nanoTime() - connection.startedNanos();
        int status = Answer.status(connection.answer());
        watcher.answered(connection.request(), status, connection.answer());
        busy--;
        if (!over) count(status, took);
        if (over || pace.waitNanos(System.nanoTime(), next - firstRequest) > 0) {
            connection.rest();
            idle.add(connection);
        } else {
            begin(connection);
        }
    }

    private void count(int status, long took) {
        if (status / 100 == 2) {
            accepted++;
            latencies.record(took);
        } else {
            refused++;
        }
    }

    private void failed(Connection connection, IOException broken) {
        failed++;
        busy--;
        try {
            connection.open();
        } catch (IOException away) {
            away.addSuppressed(broken);
            throw new UncheckedIOException("the server is gone", away);
        }
        idle.add(connection);
    }
}
