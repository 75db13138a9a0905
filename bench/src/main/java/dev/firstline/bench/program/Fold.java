package dev.firstline.bench.program;

import dev.firstline.bench.Figures;
import dev.firstline.bench.Medians;
import dev.firstline.bench.Program;
import dev.firstline.bench.Settings;
import dev.firstline.bench.house.BenchFiles;
import dev.firstline.bench.house.Cores;
import dev.firstline.bench.house.Folded;
import dev.firstline.bench.house.House;
import dev.firstline.bench.house.Slack;
import dev.firstline.bench.load.Load;
import dev.firstline.bench.load.Pace;
import dev.firstline.bench.load.Population;
import dev.firstline.bench.load.Template;
import dev.firstline.bench.load.Watcher;
import dev.firstline.bench.load.Webhooks;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many events a second go all the way from the webhook to the commit of the incident that they belong to, while the backlog between
 * the two stays bounded. Notify runs and tells a stand-in of Slack, within Slack's limits.
 */
public final class Fold implements Program {

    private static final int SERVICES = 100;

    /** Repeats speak of so many alerts, over and over. */
    private static final long REPEATED = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> COLUMNS = List.of(
            "alerts",
            "alerts/request",
            "connections",
            "accepted/s",
            "folded/s",
            "rest folded after s",
            "not accepted",
            "CPU us/event",
            "others' cores");

    /** One measurement. */
    private record Round(double accepted, double folded, double rest, long notAccepted, long events, Cores.Used used) {}

    /** The two kinds of load. */
    private enum Kind {
        NEW,
        REPEATED
    }

    /** What is measured, and what it has sent so far. */
    private static final class Subject {
        final House house;
        final Folded folded;
        long acceptedEvents;
        long freshFrom = REPEATED;

        Subject(House house, Folded folded) {
            this.house = house;
            this.folded = folded;
        }
    }

    @Override
    public List<Figures> run(Path checkout, Settings settings, Consumer<String> progress) {
        try (SlackStandIn slack = Slack.start(SERVICES);
                House house = House.open(
                        checkout,
                        "fold",
                        settings,
                        BenchFiles.of(SERVICES, "", "5s"),
                        builder -> Slack.connect(builder, slack))) {
            progress.accept("fold: starting PostgreSQL, ingest, triage and notify");
            house.start(ServiceName.NOTIFY, ServiceName.TRIAGE, ServiceName.INGEST);
            try (Folded folded = new Folded(house.cluster())) {
                return List.of(measured(new Subject(house, folded), settings, progress));
            }
        }
    }

    private static Figures measured(Subject subject, Settings settings, Consumer<String> progress) {
        progress.accept("fold: warming up");
        List<Integer> sizes = settings.alerts();
        Duration warmUp = settings.warmUp(20, 1).dividedBy(2L * sizes.size());
        for (Kind kind : Kind.values())
            for (int alerts : sizes) measure(subject, kind, alerts, connections(alerts), warmUp);
        List<List<Object>> rows = new ArrayList<>();
        Duration time = settings.time(10, 1);
        int rounds = settings.rounds(3);
        for (int alerts : sizes) {
            for (int connections : settings.connections(List.of(connections(alerts)), List.of(connections(alerts)))) {
                for (Kind kind : Kind.values()) {
                    progress.accept(
                            "fold: " + kind + ", " + alerts + " alerts a request, " + connections + " connections");
                    List<Round> all = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) all.add(measure(subject, kind, alerts, connections, time));
                    rows.add(row(kind, alerts, connections, all));
                }
            }
        }
        return new Figures(
                "fold", "sustained webhook to the commit of its incident", COLUMNS, rows, notes(subject, rounds, time));
    }

    private static int connections(int alerts) {
        return alerts == 1 ? 64 : 8;
    }

    /** Events that may be accepted and not yet folded: enough to keep triage busy, little enough to stay in memory. */
    private static long backlog(int alerts) {
        return alerts == 1 ? 5_000 : 20_000;
    }

    private static Round measure(Subject subject, Kind kind, int alerts, int connections, Duration time) {
        House house = subject.house;
        Population population = kind == Kind.NEW
                ? Population.fresh(subject.freshFrom, SERVICES)
                : new Population(0, REPEATED, SERVICES);
        Template template = Webhooks.alertmanager(house.webhook(), house.secret(), alerts, population);
        long foldedBefore = subject.folded.events();
        Pace pace = Pace.whileTrue(sent -> sent * alerts - (subject.folded.events() - foldedBefore) < backlog(alerts));
        Answers answers = new Answers();
        Cores cores = house.cores();
        Load.Result load = Load.run(house.webhook(), template, connections, time, pace, answers);
        long folded = subject.folded.events() - foldedBefore;
        Cores.Used used = cores.used();
        subject.freshFrom += kind == Kind.NEW ? load.sent() * alerts : 0;
        subject.acceptedEvents += answers.accepted * alerts;
        long drainNanos = System.nanoTime();
        subject.folded.await(foldedBefore + answers.accepted * alerts, PATIENCE);
        double seconds = load.time().toNanos() / 1e9;
        return new Round(
                load.rate() * alerts,
                folded / seconds,
                (System.nanoTime() - drainNanos) / 1e9,
                load.refused() + load.failed(),
                folded,
                used);
    }

    /** Counts all that were accepted, also those whose answer came when the time was up. */
    private static final class Answers implements Watcher {
        long accepted;

        @Override
        public void answered(long request, int status, java.nio.ByteBuffer answer) {
            if (status / 100 == 2) accepted++;
        }
    }

    private static List<Object> row(Kind kind, int alerts, int connections, List<Round> rounds) {
        return List.of(
                kind.name().toLowerCase(java.util.Locale.ROOT),
                alerts,
                connections,
                Math.round(Medians.of(rounds, Round::accepted)),
                Math.round(Medians.of(rounds, Round::folded)),
                Medians.of(rounds, Round::rest),
                rounds.stream().mapToLong(Round::notAccepted).sum(),
                rounds.getLast().used().microsecondsEach(rounds.getLast().events()),
                Medians.of(rounds, round -> round.used().othersCores()));
    }

    private static List<String> notes(Subject subject, int rounds, Duration time) {
        long folded = subject.folded.await(subject.acceptedEvents, PATIENCE);
        return List.of(
                "medians of " + rounds + " x " + time.toSeconds() + " s; the load waits while " + backlog(1)
                        + " events (" + backlog(100) + " with 100 a request) are accepted and not folded",
                "new: each alert for the first time; repeated: " + REPEATED + " alerts over and over; " + SERVICES
                        + " services, " + subject.folded.incidents() + " incidents",
                "accepted " + subject.acceptedEvents + " events, folded " + folded
                        + ", counted by the alerts in the table " + subject.folded.inTheTable(),
                "CPU: of the last round, by events folded; others: processes that have no part in the measurement");
    }
}
