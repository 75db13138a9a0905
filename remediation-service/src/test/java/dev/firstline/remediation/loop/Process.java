package dev.firstline.remediation.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Applied;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Lanes;
import dev.firstline.remediation.action.KubernetesRolloutRestart;
import dev.firstline.remediation.action.SsmStartAutomation;
import dev.firstline.remediation.config.RunbookParser;
import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.ExecutionView;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.step.Connectors;
import dev.firstline.remediation.store.AttemptStore;
import dev.firstline.remediation.store.EpisodeStore;
import dev.firstline.remediation.store.ExecutionStore;
import dev.firstline.remediation.store.ExecutionViews;
import dev.firstline.remediation.store.IntentStore;
import dev.firstline.remediation.store.KillSwitchStore;
import dev.firstline.remediation.store.RunReader;
import dev.firstline.remediation.testing.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One process of the service, without its due-work loop: a test takes each step by hand, and drops it wherever it likes. */
final class Process {

    final Engine engine;
    final Transactions transactions;
    final ExecutionStore executions;
    final ExecutionViews views;
    final KillSwitchStore killSwitches;
    final EpisodeStore episodes;
    private final World world;
    private boolean losesCommit;
    private boolean losesResult;
    private long ranNanos;
    private boolean paused;

    Process(World world) {
        this(world, UnaryOperator.identity());
    }

    /** @param around what a test puts around each action */
    Process(World world, UnaryOperator<Action> around) {
        this.world = world;
        TestConfig config = new TestConfig();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Pool pool = world.pool();
        transactions = new Transactions(pool);
        DueWorkStore dueWork = new DueWorkStore(new Lanes(), world.clock);
        executions = new ExecutionStore(transactions, dueWork, world.clock);
        killSwitches = new KillSwitchStore(world.clock);
        views = new ExecutionViews(transactions);
        episodes = new EpisodeStore(new Applied(world.clock), executions, world.clock);
        IntentStore intents = new IntentStore(writing(pool), executions, config);
        Connectors connectors = new Connectors(world.connectors());
        Endings endings = new Endings(executions, meters);
        Investigating investigating = new Investigating(executions, connectors, config, world.clock, endings);
        Actions actions = new Actions(List.of(
                around.apply(new KubernetesRolloutRestart(world.kubernetes.config(), World.kubernetesConfig())),
                around.apply(new SsmStartAutomation(world.ssmConfig(), world.clock, world::credentials))));
        Acting acting = new Acting(
                actions,
                connectors,
                executions,
                new AttemptStore(attempting(pool), executions, killSwitches, config),
                intents,
                new Results(intents, endings, config, world.clock, meters),
                investigating,
                endings,
                config,
                world.clock,
                () -> ranNanos);
        engine = new Engine(new RunReader(transactions), investigating, acting, config, world.clock, meters);
    }

    private Transactions attempting(Pool pool) {
        return new Transactions(pool) {
            @Override
            public <T> T call(Function<Tx, T> work) {
                T result = super.call(work);
                if (!losesCommit) return result;
                losesCommit = false;
                throw new VertxException("Connection was closed");
            }
        };
    }

    private Transactions writing(Pool pool) {
        return new Transactions(pool) {
            @Override
            public <T> T call(Function<Tx, T> work) {
                if (!losesResult) return super.call(work);
                losesResult = false;
                throw new VertxException("Connection was closed");
            }
        };
    }

    /** What comes of the next intent can't be written: the database is away. */
    void loseResult() {
        losesResult = true;
    }

    /** The next attempt's commit gets no answer, though it is done. */
    void loseCommit() {
        losesCommit = true;
    }

    /** The process stands still for a while, by its own monotonic clock and by everybody's. */
    void pause(java.time.Duration time) {
        ranNanos += time.toNanos();
        world.clock.fastForward(time);
    }

    /** True the first time. */
    boolean pausesOnce() {
        boolean once = !paused;
        paused = true;
        return once;
    }

    /** Triage tells of an episode that fires; the execution that began. */
    UUID fires(String episode, String runbook, Resource resource) {
        Runbook parsed = RunbookParser.parseStored("test.yaml", runbook);
        transactions.run(tx -> episodes.receive(tx, told(episode, 1, true), alert(resource), List.of(parsed)));
        return latest(episode).orElseThrow().id();
    }

    /** Triage tells that an episode isn't wanted any more. */
    void ends(String episode, long version) {
        transactions.run(tx -> episodes.receive(tx, told(episode, version, false), alert(null), List.of()));
    }

    private static EpisodeStore.Told told(String episode, long version, boolean wanted) {
        return new EpisodeStore.Told(
                episode,
                version,
                "incident-" + episode,
                "alert-" + episode,
                wanted,
                wanted ? "" : "the alert has ended");
    }

    static AlertFacts alert(Resource resource) {
        return new AlertFacts(
                "prometheus",
                "f1",
                "Payments fail",
                "",
                "CRITICAL",
                "LARGE",
                "checkout",
                "payments",
                "production",
                Map.of("alertname", "PaymentErrors", "service", "checkout"),
                Optional.ofNullable(resource));
    }

    Optional<ExecutionView> latest(String episode) {
        var filter = new ExecutionViews.Filter(Optional.of("incident-" + episode), Optional.empty(), Optional.empty());
        return views.list(filter, dev.firstline.platform.rpc.PageToken.parse(""), 1).stream()
                .findFirst();
    }

    ExecutionView view(UUID id) {
        return views.get(id).orElseThrow();
    }

    /** Steps until there is nothing to do at once. */
    Progress run(UUID id) {
        Progress progress = Progress.go();
        for (int i = 0; i < 100 && progress instanceof Progress.Go; i++) progress = engine.step(id);
        return progress;
    }

    /** Steps and lets time pass until it is over or nothing helps. */
    ExecutionView runToEnd(UUID id) {
        for (int i = 0; i < 200; i++) {
            Progress progress = run(id);
            if (progress instanceof Progress.Over) return view(id);
            world.clock.fastForward(
                    java.time.Duration.between(world.clock.instant(), ((Progress.Wait) progress).until())
                            .plusMillis(1));
        }
        throw new AssertionError("never over: " + view(id));
    }

    void killSwitch(Scope scope, String name, boolean on) {
        transactions.run(tx -> killSwitches.set(tx, scope, name, on, "a test", "ann"));
    }

    void approve(UUID id, String actor) {
        transactions.run(tx -> {
            var locked = executions.lock(tx, id).orElseThrow();
            var change = executions.change(tx, locked);
            change.approved(actor, locked.planHash());
            change.doneAndDrive();
        });
    }

    /** The kinds of the story's lines, in order. */
    List<String> story(UUID id) {
        return views.snapshot(id).orElseThrow().entries().stream()
                .map(entry -> entry.kind())
                .toList();
    }

    String storyText(UUID id) {
        StringBuilder text = new StringBuilder();
        views.snapshot(id).orElseThrow().entries().forEach(entry -> text.append(entry.kind())
                .append(": ")
                .append(entry.text())
                .append("\n"));
        return text.toString();
    }
}
