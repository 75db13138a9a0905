package dev.firstline.bench.house;

import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.ServiceName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How many events triage has folded and committed, by its own count, looked at many times a second. */
public final class Folded implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final LocalCluster cluster;
    private final Metrics metrics;
    private final Thread looking;
    private volatile long events;
    private volatile boolean over;

    /** Begins to look. */
    public Folded(LocalCluster cluster) {
        this.cluster = cluster;
        this.metrics = new Metrics(cluster.service(ServiceName.TRIAGE).address());
        look();
        looking = Thread.ofPlatform().daemon().name("folded").start(() -> {
            while (!over) {
                look();
                LockSupport.parkNanos(LOOK.toNanos());
            }
        });
    }

    private void look() {
        events = Math.round(metrics.sum("firstline_triage_events_total", labels -> !labels.contains("dead_letter")));
    }

    /** As seen last. */
    public long events() {
        return events;
    }

    /** Waits until so many are folded; returns how many are. */
    public long await(long wanted, Duration patience) {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (events < wanted && System.nanoTime() < endNanos) LockSupport.parkNanos(LOOK.toNanos());
        return events;
    }

    /** What the alerts in the table have counted, all together. */
    public long inTheTable() {
        return number("select coalesce(sum(event_count + late_count), 0) from triage.alert");
    }

    /** How many incidents there are. */
    public long incidents() {
        return number("select count(*) from triage.incident");
    }

    private long number(String query) {
        try (Connection database = cluster.postgres().connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
