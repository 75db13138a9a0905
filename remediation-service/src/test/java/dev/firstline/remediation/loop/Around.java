package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.TargetForm;
import java.time.Duration;
import java.util.List;

/** An action with something around it. */
class Around implements Action {

    /** The process ends here: nothing after this point is done by it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Action action;

    Around(Action action) {
        this.action = action;
    }

    /** The process dies between its intent and its call. */
    static Action killedBeforeTheCall(Action action) {
        return new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                throw new Killed();
            }
        };
    }

    /** The process dies between its call and the answer. */
    static Action killedAfterTheCall(Action action) {
        return new Around(action) {
            @Override
            public Called call(Plan plan, Intent intent, Budget budget) {
                super.call(plan, intent, budget);
                throw new Killed();
            }
        };
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
