package dev.firstline.e2e.delivery;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess.Launch;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.bed.Ways;
import dev.firstline.e2e.delivery.chaos.Chaos;
import dev.firstline.e2e.delivery.check.Checker;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.facts.FactsReader;
import dev.firstline.e2e.delivery.facts.Settling;
import dev.firstline.e2e.delivery.ground.PlanFiles;
import dev.firstline.e2e.delivery.ground.PlanSettings;
import dev.firstline.e2e.delivery.ground.PlanVendors;
import dev.firstline.e2e.delivery.ground.Waits;
import dev.firstline.e2e.delivery.load.Pace;
import dev.firstline.e2e.delivery.load.Senders;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.PlanMaker;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One run: plan, start, send under chaos, settle, count. */
public final class Verification {

    private static final int REPLICAS = 2;
    private static final Duration LONGEST_REST = Duration.ofMillis(700);
    private static final Duration SENDERS_PATIENCE = Duration.ofMinutes(6);
    private static final Duration SETTLING_PATIENCE = Duration.ofMinutes(6);

    private final Options options;
    private final Path checkout;
    private final Consumer<String> tell;

    /**
     * @param checkout where the services were built
     * @param tell is told what happens, a line each
     */
    public Verification(Options options, Path checkout, Consumer<String> tell) {
        this.options = options;
        this.checkout = checkout;
        this.tell = tell;
    }

    /**
     * Runs.
     *
     * @param home an empty folder; everything that a look afterwards needs stays in it
     */
    public Outcome run(Path home) throws InterruptedException, SQLException {
        long started = System.nanoTime();
        Plan plan = PlanMaker.make(options.seed(), options.size());
        Random chance = new Random(~options.seed());
        tell.accept("seed %d: %d alerts in %d messages, %d fingerprints, %d groups, %d senders; %d kills, %d pauses"
                .formatted(
                        plan.seed(),
                        plan.alerts(),
                        plan.messages(),
                        plan.subjects().size(),
                        plan.groups().size(),
                        plan.scripts().size(),
                        options.kills(),
                        options.pauses()));
        Optional<WrongClock> wrong = WrongClock.of(chance);
        try (Ways ways = new Ways();
                TestBed bed = bed(plan, home, ways, wrong)) {
            Optional<WrongClock.Seen> clock = wrong.map(one -> one.look(bed));
            tell.accept(Outcome.clock(clock));
            Pace pace = new Pace();
            Chaos chaos = new Chaos(bed, ways, pace, chance, InstantSource.system(), tell);
            String secret = bed.cluster().secrets().source(Plan.SOURCE);
            try (Senders senders =
                    Senders.start(plan, pace, intakes(bed, ways), secret, Waits.SENDER_PATIENCE, LONGEST_REST)) {
                chaos.run(options.kills(), options.pauses());
                tell.accept("the last blow is done; the senders finish");
                senders.awaitEnd(SENDERS_PATIENCE);
                tell.accept("all is acknowledged; waiting until nothing is left to do");
                String unsettled = Settling.await(bed, SETTLING_PATIENCE);
                Facts facts = FactsReader.read(plan, bed, senders.ledger());
                return new Outcome(
                        options,
                        facts,
                        chaos.tally(),
                        clock,
                        senders.ledger().acknowledged(),
                        senders.ledger().attempts(),
                        unsettled,
                        Checker.check(facts),
                        Duration.ofNanos(System.nanoTime() - started));
            }
        }
    }

    private TestBed bed(Plan plan, Path home, Ways ways, Optional<WrongClock> wrong) {
        Vendors vendors = PlanVendors.start(plan, home.resolve("journals"));
        UnaryOperator<Launch> late =
                launch -> wrong.map(clock -> clock.set(launch)).orElse(launch);
        return TestBed.start(
                home,
                checkout,
                vendors,
                PlanFiles.of(plan),
                builder -> {
                    PlanSettings.apply(builder.replicas(REPLICAS), vendors);
                    Map<String, Integer> named = new HashMap<>(vendors.ports());
                    named.putAll(builder.processes());
                    return builder.each(launch -> late.apply(ways.detour(launch, named)));
                },
                process -> tell.accept(process + " is ready"));
    }

    /** Where alerts are sent to, a replica each. */
    private static List<URI> intakes(TestBed bed, Ways ways) {
        return bed.cluster().replicas(ServiceName.INGEST).stream()
                .map(ingest -> ways.open(Ways.SENDERS, ingest.name(), ingest.port()))
                .map(proxy -> URI.create("http://127.0.0.1:" + proxy.port() + "/v1/sources/" + Plan.SOURCE))
                .toList();
    }
}
