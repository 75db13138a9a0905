package dev.firstline.e2e.delivery;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.delivery.bed.Bed;
import dev.firstline.e2e.delivery.bed.Waits;
import dev.firstline.e2e.delivery.bed.WallClock;
import dev.firstline.e2e.delivery.chaos.Chaos;
import dev.firstline.e2e.delivery.check.Checker;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.facts.FactsReader;
import dev.firstline.e2e.delivery.facts.Settling;
import dev.firstline.e2e.delivery.load.Pace;
import dev.firstline.e2e.delivery.load.Senders;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.PlanMaker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One run: plan, start, send under chaos, settle, count. */
public final class Verification {

    private static final Duration LONGEST_REST = Duration.ofMillis(700);
    private static final Duration SENDERS_PATIENCE = Duration.ofMinutes(3);
    private static final Duration SETTLING_PATIENCE = Duration.ofMinutes(3);

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
        try (Bed bed = Bed.start(plan, home, checkout, ahead(chance), tell)) {
            Pace pace = new Pace();
            Chaos chaos = new Chaos(bed, pace, chance, InstantSource.system(), tell);
            try (Senders senders =
                    Senders.start(plan, pace, bed.intakes(), bed.secret(), Waits.SENDER_PATIENCE, LONGEST_REST)) {
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
                        senders.ledger().acknowledged(),
                        senders.ledger().attempts(),
                        unsettled,
                        Checker.check(facts),
                        Duration.ofNanos(System.nanoTime() - started));
            }
        }
    }

    private Optional<ServiceName> ahead(Random chance) {
        if (WallClock.ahead(1).isEmpty()) {
            tell.accept("no wall clock runs ahead: the package faketime is not installed");
            return Optional.empty();
        }
        ServiceName[] names = ServiceName.values();
        ServiceName service = names[chance.nextInt(names.length)];
        tell.accept(service.word() + "'s wall clock is 90 s ahead");
        return Optional.of(service);
    }
}
