package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import dev.firstline.remediation.domain.Mode;

/** Has a person said yes to exactly this plan, where the mode asks for it? */
public final class Approved implements Guard {

    @Override
    public String name() {
        return "approval";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        if (facts.mode() != Mode.APPROVE) return GuardAnswer.pass(name(), "not asked for in this mode");
        return facts.approval()
                .map(yes -> yes.planHash().equals(facts.plan().hash())
                        ? GuardAnswer.pass(name(), yes.actor() + " said yes at " + yes.time())
                        : GuardAnswer.stop(name(), yes.actor() + " said yes to another plan"))
                .orElseGet(() -> GuardAnswer.stop(name(), "nobody has said yes yet"));
    }
}
