package dev.firstline.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.cli.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How each process of a local cluster is.
 *
 * @param lines the database first
 */
record StatusReport(List<Line> lines) {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /**
     * One process.
     *
     * @param pid empty where it doesn't run
     * @param health "ready", "unready", "silent" or "down"
     */
    record Line(String name, Optional<Long> pid, int port, String health, Duration uptime) {}

    StatusReport {
        lines = List.copyOf(lines);
    }

    static StatusReport of(LocalCluster cluster, InstantSource clock) {
        List<Line> lines = new ArrayList<>();
        Optional<ProcessHandle> postgres = cluster.postgres().process();
        lines.add(line(
                LocalPostgres.PROCESS,
                postgres,
                postgres.isPresent() ? cluster.postgres().port() : cluster.postgresPort(),
                cluster.postgres().isReady() ? "ready" : "unready",
                clock));
        for (ServiceProcess service : cluster.services()) {
            Optional<ProcessHandle> process = service.process();
            String health = process.isEmpty() ? "down" : service.health().name().toLowerCase(Locale.ROOT);
            lines.add(line(service.name(), process, service.port(), health, clock));
        }
        return new StatusReport(lines);
    }

    private static Line line(
            String name, Optional<ProcessHandle> process, int port, String health, InstantSource clock) {
        Instant now = clock.instant();
        Duration uptime = process.flatMap(p -> p.info().startInstant())
                .map(start -> Duration.between(start, now))
                .orElse(Duration.ZERO);
        return new Line(name, process.map(ProcessHandle::pid), port, process.isPresent() ? health : "down", uptime);
    }

    boolean allReady() {
        return lines.stream().allMatch(line -> line.health.equals("ready"));
    }

    String text() {
        Table table = new Table("PROCESS", "PID", "PORT", "HEALTH", "UPTIME");
        for (Line line : lines) {
            table.row(
                    line.name,
                    line.pid.map(String::valueOf).orElse("-"),
                    Integer.toString(line.port),
                    line.health,
                    line.pid.isPresent() ? Table.span(line.uptime) : "-");
        }
        return table.toString();
    }

    String json() {
        List<Map<String, Object>> processes = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", line.name);
            line.pid.ifPresent(pid -> one.put("pid", pid));
            one.put("port", line.port);
            one.put("health", line.health);
            line.pid.ifPresent(pid -> one.put("uptimeSeconds", line.uptime.toSeconds()));
            processes.add(one);
        }
        return GSON.toJson(Map.of("processes", processes));
    }
}
