package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Plan;
import java.time.Duration;

/** An action with something around it. */
class Around implements Action {

    private final Action action;

    Around(Action action) {
        this.action = action;
    }

    @Override
    public String kind() {
        return action.kind();
    }

    @Override
    public Duration deadline() {
        return action.deadline();
    }

    @Override
    public Planned plan(ActionSpec spec, AlertFacts alert) {
        return action.plan(spec, alert);
    }

    @Override
    public Called call(Plan plan, Intent intent, Budget budget) {
        return action.call(plan, intent, budget);
    }

    @Override
    public Settled settle(Plan plan, Intent intent) {
        return action.settle(plan, intent);
    }

    @Override
    public Watched watch(Plan plan, Intent intent) {
        return action.watch(plan, intent);
    }
}
