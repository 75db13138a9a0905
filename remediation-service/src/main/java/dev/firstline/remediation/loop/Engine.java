package dev.firstline.remediation.loop;

import dev.firstline.platform.telemetry.Traces;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.Decisions;
import dev.firstline.remediation.domain.Next;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.store.RunReader;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Drives an execution one decision at a time: read how it stands, decide what is next, do it, write what came of it. */
@Singleton
public class Engine {

    private final RunReader reader;
    private final Investigating investigating;
    private final Acting acting;
    private final ExecutionConfig config;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public Engine(
            RunReader reader,
            Investigating investigating,
            Acting acting,
            ExecutionConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.reader = reader;
        this.investigating = investigating;
        this.acting = acting;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Takes one decision about an execution. Any number of processes may do so at the same time. */
    Progress step(UUID id) {
        Optional<Run> read = reader.read(id);
        if (read.isEmpty()) return new Progress.Over();
        Run run = read.get();
        Next next = decide(run);
        if (next instanceof Next.Nothing) return new Progress.Over();
        if (next instanceof Next.Wait wait) return new Progress.Wait(wait.until());
        String decision = next.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        long started = System.nanoTime();
        try {
            return Traces.span("firstline.remediation.step", span -> {
                span.setAttribute("firstline.incident.id", run.incidentId());
                span.setAttribute("firstline.execution.id", id.toString());
                span.setAttribute("firstline.runbook", run.runbook().name());
                run.current().ifPresent(step -> span.setAttribute("firstline.step", step.id()));
                span.setAttribute("firstline.decision", decision);
                return act(run, next);
            });
        } finally {
            meters.timer("firstline.remediation.step", "decision", decision)
                    .record(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private Next decide(Run run) {
        return acting.uncalled(run)
                .<Next>map(Next.Uncalled::new)
                .orElseGet(() -> Decisions.decide(run, config.limits(), clock.instant()));
    }

    private Progress act(Run run, Next next) {
        return switch (next) {
            case Next.Nothing nothing -> new Progress.Over();
            case Next.Wait wait -> new Progress.Wait(wait.until());
            case Next.Cancel cancel -> investigating.cancel(run, cancel.reason());
            case Next.Finish finish -> investigating.finish(run, finish);
            case Next.FailStep fail -> investigating.failStep(run, fail);
            case Next.Ask ask -> investigating.ask(run, ask);
            case Next.Pass pass -> investigating.pass(run, pass);
            case Next.Conclude conclude -> investigating.conclude(run, conclude);
            case Next.Verify verify -> investigating.verify(run, verify);
            case Next.MakePlan make -> acting.makePlan(run, make);
            case Next.Attempt attempt -> acting.attempt(run, attempt);
            case Next.Expire expire -> acting.expire(run, expire);
            case Next.Uncalled uncalled -> acting.close(run, uncalled);
            case Next.Settle settle -> acting.settle(run, settle);
            case Next.Watch watch -> acting.watch(run, watch);
        };
    }
}
