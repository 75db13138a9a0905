package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;

/** Is it still broken, measured a second way? */
public final class Precheck implements Guard {

    @Override
    public String name() {
        return "precheck";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        return switch (facts.precheck()) {
            case GuardFacts.Precheck.None none -> GuardAnswer.pass(name(), "the runbook has none");
            case GuardFacts.Precheck.Unknown unknown ->
                GuardAnswer.stop(name(), "nobody can say whether it is still broken: " + unknown.reason());
            case GuardFacts.Precheck.Measured measured ->
                measured.result().rows().isEmpty()
                        ? GuardAnswer.stop(name(), "a second measurement says that it is not broken")
                        : GuardAnswer.pass(
                                name(), "still broken: " + measured.result().inWords());
        };
    }
}
