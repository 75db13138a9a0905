package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;

/** Is no other execution at the target? */
public final class OnePerTarget implements Guard {

    @Override
    public String name() {
        return "one-per-target";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        return facts.target()
                .holder()
                .filter(holder -> !holder.equals(facts.execution()))
                .map(holder -> GuardAnswer.stop(name(), "execution " + holder + " is at this target"))
                .orElseGet(() -> GuardAnswer.pass(name(), "nobody else is at this target"));
    }
}
