package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.TargetForm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * An action whose bugs are values, too: a question that fails is asked again until patience or deadline end it, a call that fails
 * leaves open what has happened. Thrown on, they would have the execution tried for ever without a word in its story.
 */
final class UnfailingAction implements Action {

    private static final Logger LOG = Logger.getLogger(UnfailingAction.class);

    private final Action action;

    /** A question is asked again every second or so: the same failure is logged once. */
    private final AtomicReference<String> logged = new AtomicReference<>("");

    UnfailingAction(Action action) {
        this.action = action;
    }

    @Override
    public String kind() {
        return action.kind();
    }

    @Override
    public List<TargetForm> targets() {
        return action.targets();
    }

    @Override
    public Duration deadline() {
        return action.deadline();
    }

    @Override
    public Planned plan(ActionSpec spec, AlertFacts alert) {
        return safely("plan", () -> action.plan(spec, alert), Planned.Later::new);
    }

    @Override
    public Called call(Plan plan, Intent intent, Budget budget) {
        return safely("call", () -> action.call(plan, intent, budget), Called.Lost::new);
    }

    @Override
    public Settled settle(Plan plan, Intent intent) {
        return safely("settle", () -> action.settle(plan, intent), Settled.Later::new);
    }

    @Override
    public Watched watch(Plan plan, Intent intent) {
        return safely("watch", () -> action.watch(plan, intent), Watched.Later::new);
    }

    private <T> T safely(String question, Supplier<T> ask, Function<String, T> otherwise) {
        try {
            return ask.get();
        } catch (RuntimeException failure) {
            String reason = kind() + " could not " + question + ": " + failure;
            if (!reason.equals(logged.getAndSet(reason))) LOG.warn(reason, failure);
            return otherwise.apply(reason);
        }
    }
}
