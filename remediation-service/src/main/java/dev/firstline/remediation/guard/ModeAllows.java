package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;

/** Does the runbook's mode let it act at all? */
public final class ModeAllows implements Guard {

    @Override
    public String name() {
        return "mode";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        return switch (facts.mode()) {
            case OBSERVE -> GuardAnswer.stop(name(), "observe: it says what it would do, and does nothing");
            case APPROVE -> GuardAnswer.pass(name(), "approve: a person is asked first");
            case AUTO -> GuardAnswer.pass(name(), "auto: it acts and reports");
        };
    }
}
