package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;

/** Does the alert still fire, and has nobody resolved its incident? */
public final class StillFiring implements Guard {

    @Override
    public String name() {
        return "still-firing";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        return facts.wanted()
                ? GuardAnswer.pass(name(), "the alert still fires")
                : GuardAnswer.stop(name(), facts.unwantedReason());
    }
}
