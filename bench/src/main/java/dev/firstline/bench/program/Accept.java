package dev.firstline.bench.program;

import dev.firstline.bench.Figures;
import dev.firstline.bench.Medians;
import dev.firstline.bench.Program;
import dev.firstline.bench.Settings;
import dev.firstline.bench.house.Alertmanager;
import dev.firstline.bench.house.Cores;
import dev.firstline.bench.house.House;
import dev.firstline.bench.load.Load;
import dev.firstline.bench.load.Pace;
import dev.firstline.bench.load.Population;
import dev.firstline.bench.load.Template;
import dev.firstline.bench.load.Watcher;
import dev.firstline.bench.load.Webhooks;
import dev.firstline.cli.local.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How many alerts a second are accepted, each acknowledged after its commit; and how many a real Alertmanager takes into its memory, in
 * turns with it. Nothing but ingest and the database runs: what it costs to take a burst in, whoever folds it.
 */
public final class Accept implements Program {

    private static final int SERVICES = 100;

    /** As many as keep Alertmanager's memory small; a multiple of every number of alerts a request. */
    private static final long DISTINCT = 100_000;

    private static final int WARM_UP_CONNECTIONS = 64;

    /** One measurement of one of the two. */
    private record Round(Load.Result load, Cores.Used used) {}

    /** Somebody who takes requests in. */
    private interface Taker {
        Round measure(int alerts, int connections, Duration time);
    }

    @Override
    public List<Figures> run(Path checkout, Settings settings, Consumer<String> progress) {
        Optional<Path> program = Alertmanager.program();
        try (House house = House.open(checkout, "accept", settings, Map.of(), builder -> builder)) {
            progress.accept("accept: starting PostgreSQL and ingest");
            house.start(ServiceName.INGEST);
            Optional<Alertmanager> alertmanager = program.map(found ->
                    Alertmanager.start(found, house.cluster().home().root().resolve("alertmanager")));
            try {
                List<Taker> takers = new ArrayList<>();
                takers.add((alerts, connections, time) -> ingest(house, alerts, connections, time));
                alertmanager.ifPresent(
                        other -> takers.add((alerts, connections, time) -> rival(other, alerts, connections, time)));
                return List.of(measured(takers, settings, program, progress));
            } finally {
                alertmanager.ifPresent(Alertmanager::close);
            }
        }
    }

    private static Figures measured(
            List<Taker> takers, Settings settings, Optional<Path> program, Consumer<String> progress) {
        progress.accept("accept: warming up");
        Duration warmUp = settings.warmUp(20, 2).dividedBy(settings.alerts().size());
        for (int alerts : settings.alerts()) takers.getFirst().measure(alerts, WARM_UP_CONNECTIONS, warmUp);
        List<List<Object>> rows = new ArrayList<>();
        Duration time = settings.time(5, 1);
        int rounds = settings.rounds(3);
        for (int alerts : settings.alerts()) {
            for (int connections : settings.connections(List.of(1, 8, 32, 64, 256), List.of(8, 64))) {
                progress.accept("accept: " + alerts + " alerts a request, " + connections + " connections");
                List<List<Round>> all = takers.stream()
                        .map(taker -> new ArrayList<Round>())
                        .map(l -> (List<Round>) l)
                        .toList();
                for (int round = 0; round < rounds; round++) {
                    for (int i = 0; i < takers.size(); i++) {
                        all.get(i).add(takers.get(i).measure(alerts, connections, time));
                    }
                }
                rows.add(row(alerts, connections, all));
            }
        }
        return new Figures(
                "accept", "durable accepts beside Alertmanager in memory", COLUMNS, rows, notes(program, rounds, time));
    }

    private static final List<String> COLUMNS = List.of(
            "alerts/request",
            "connections",
            "alerts/s",
            "p50 ms",
            "p99 ms",
            "not accepted",
            "Alertmanager alerts/s",
            "p50",
            "p99",
            "CPU us/alert",
            "others' cores");

    private static List<Object> row(int alerts, int connections, List<List<Round>> all) {
        List<Object> row = new ArrayList<>(List.of(alerts, connections));
        row.addAll(figures(alerts, all.getFirst()));
        row.add(all.getFirst().stream()
                .mapToLong(round -> round.load().refused() + round.load().failed())
                .sum());
        if (all.size() > 1) {
            row.addAll(figures(alerts, all.get(1)));
        } else {
            for (int i = 0; i < 3; i++) row.add(null);
        }
        Round last = all.getFirst().getLast();
        row.add(last.used().microsecondsEach((double) last.load().accepted() * alerts));
        row.add(Medians.of(all.getFirst(), round -> round.used().othersCores()));
        return row;
    }

    private static List<Object> figures(int alerts, List<Round> rounds) {
        return List.of(
                Math.round(Medians.of(rounds, round -> round.load().rate() * alerts)),
                Medians.of(rounds, round -> millis(round, 0.5)),
                Medians.of(rounds, round -> millis(round, 0.99)));
    }

    private static double millis(Round round, double share) {
        return round.load().latencies().percentile(share).toNanos() / 1e6;
    }

    private static List<String> notes(Optional<Path> program, int rounds, Duration time) {
        List<String> notes = new ArrayList<>();
        notes.add("medians of " + rounds + " x " + time.toSeconds()
                + " s; not accepted: all of them together, no latency counted");
        notes.add(
                "CPU: of the last of Firstline's rounds; others: processes that have no part in the measurement, during Firstline's rounds");
        notes.add(program.map(found -> "in turns with " + found + " " + Alertmanager.version(found)
                        + ", POST /api/v2/alerts, in memory, telling nobody")
                .orElse("Alertmanager is not installed (Debian: prometheus-alertmanager), so nothing stands beside"));
        return notes;
    }

    private static Round ingest(House house, int alerts, int connections, Duration time) {
        Template template = Webhooks.alertmanager(house.webhook(), house.secret(), alerts, population());
        Cores cores = house.cores();
        Load.Result load = Load.run(house.webhook(), template, connections, time, Pace.unlimited(), Watcher.NONE);
        return new Round(load, cores.used());
    }

    private static Round rival(Alertmanager alertmanager, int alerts, int connections, Duration time) {
        Template template = Webhooks.prometheus(alertmanager.address(), alerts, population());
        Cores cores = alertmanager.cores();
        Load.Result load =
                Load.run(alertmanager.address(), template, connections, time, Pace.unlimited(), Watcher.NONE);
        return new Round(load, cores.used());
    }

    private static Population population() {
        return new Population(0, DISTINCT, SERVICES);
    }
}
