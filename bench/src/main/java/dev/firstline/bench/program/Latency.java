package dev.firstline.bench.program;

import dev.firstline.bench.Figures;
import dev.firstline.bench.Program;
import dev.firstline.bench.Settings;
import dev.firstline.bench.house.BenchFiles;
import dev.firstline.bench.house.Cores;
import dev.firstline.bench.house.House;
import dev.firstline.bench.house.Slack;
import dev.firstline.bench.house.Whereabouts;
import dev.firstline.bench.load.Latencies;
import dev.firstline.bench.load.Load;
import dev.firstline.bench.load.Pace;
import dev.firstline.bench.load.Population;
import dev.firstline.bench.load.Template;
import dev.firstline.bench.load.Webhooks;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long it takes from a webhook until Slack is called, and where the time goes: each webhook is a new incident, told at once, in one
 * of many channels, evenly spread over the time.
 */
public final class Latency implements Program {

    private static final int CHANNELS = 200;

    private static final int CONNECTIONS = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> COLUMNS =
            List.of("webhooks/s", "stage", "count", "p50 ms", "p90 ms", "p99 ms", "max ms", "cores");

    /** One stage of the way, and how long it took each alert. */
    private record Stage(String name, Latencies latencies) {
        Stage(String name) {
            this(name, new Latencies());
        }

        void record(Instant from, Instant to) {
            if (from != null && to != null)
                latencies.record(Duration.between(from, to).toNanos());
        }
    }

    @Override
    public List<Figures> run(Path checkout, Settings settings, Consumer<String> progress) {
        try (SlackStandIn slack = Slack.start(CHANNELS);
                House house = House.open(
                        checkout,
                        "latency",
                        settings,
                        BenchFiles.of(CHANNELS, "instance", "0s"),
                        builder -> Slack.withoutLimits(Slack.connect(builder, slack), slack))) {
            progress.accept("latency: starting PostgreSQL, ingest, triage and notify");
            house.start(ServiceName.NOTIFY, ServiceName.TRIAGE, ServiceName.INGEST);
            List<List<Object>> rows = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            List<Integer> rates = settings.rates();
            progress.accept("latency: warming up");
            Population population = Population.fresh(0, CHANNELS);
            Duration warmUp = settings.warmUp(20, 4);
            long next = send(house, population, rates.getLast(), warmUp, 0, new Departures(population));
            awaitAll(slack, next);
            for (int rate : rates) {
                progress.accept("latency: " + rate + " webhooks a second");
                Departures departures = new Departures(population);
                Cores cores = house.cores();
                Duration time = settings.time(20, 2);
                next += send(house, population, rate, time, next, departures);
                Cores.Used used = cores.used();
                awaitAll(slack, next);
                rows.addAll(rows(rate, stages(house, slack, departures), used.cores()));
                notes.add(rate + "/s: " + time.toSeconds() + " s, "
                        + departures.byIdentity().size() + " webhooks left; others used "
                        + String.format(Locale.ROOT, "%.1f", used.othersCores()) + " cores");
            }
            notes.add("each webhook is a new incident, group_wait 0s, " + CHANNELS
                    + " channels, limits raised on both sides");
            notes.add("cores: used on average; load holds the stand-in of Slack too");
            return List.of(new Figures(
                    "latency", "webhook to the request that arrives at a stand-in of Slack", COLUMNS, rows, notes));
        }
    }

    /** Sends for a while; returns how many left. */
    private static long send(
            House house, Population population, int rate, Duration time, long first, Departures departures) {
        Template template = Webhooks.alertmanager(house.webhook(), house.secret(), 1, population);
        return Load.run(house.webhook(), template, CONNECTIONS, time, Pace.perSecond(rate), departures, first)
                .sent();
    }

    /** Gives the last ones time to arrive; whichever doesn't is missing in the counts. */
    private static void awaitAll(SlackStandIn slack, long wanted) {
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (Whereabouts.arrived(slack).size() < wanted && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static List<Stage> stages(House house, SlackStandIn slack, Departures departures) {
        Map<String, Instant> received = Whereabouts.received(house.cluster());
        Map<String, Instant> intended = Whereabouts.intended(house.cluster());
        Map<String, Instant> arrived = Whereabouts.arrived(slack);
        Stage whole = new Stage("webhook leaves -> Slack is called");
        Stage accepted = new Stage("  webhook leaves -> 202");
        Stage handedOver = new Stage("  webhook leaves -> triage begins to fold");
        Stage folded = new Stage("  triage folds, hands over -> notify intends");
        Stage called = new Stage("  notify intends -> Slack is called");
        departures.byIdentity().forEach((identity, departure) -> {
            Instant fold = departure.batch == null ? null : received.get(departure.batch);
            whole.record(departure.left, arrived.get(identity));
            accepted.record(departure.left, departure.acknowledged);
            handedOver.record(departure.left, fold);
            folded.record(fold, intended.get(identity));
            called.record(intended.get(identity), arrived.get(identity));
        });
        return List.of(whole, accepted, handedOver, folded, called);
    }

    private static List<List<Object>> rows(int rate, List<Stage> stages, String cores) {
        List<List<Object>> rows = new ArrayList<>();
        for (Stage stage : stages) {
            List<Object> row = new ArrayList<>(
                    List.of(rate, stage.name(), stage.latencies().count()));
            for (double share : new double[] {0.5, 0.9, 0.99, 1}) {
                row.add(stage.latencies().percentile(share).toNanos() / 1e6);
            }
            row.add(rows.isEmpty() ? cores : "");
            rows.add(row);
        }
        return rows;
    }
}
