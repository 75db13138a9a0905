package dev.firstline.remediation.guard;

import dev.firstline.platform.configuration.Durations;
import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import java.time.Instant;
import java.util.Optional;

/** Was the target left alone long enough after another execution's success? */
public final class CoolDown implements Guard {

    @Override
    public String name() {
        return "cool-down";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        Optional<Instant> until = facts.target()
                .succeededTime()
                .filter(time -> !facts.target().succeededBy().equals(Optional.of(facts.execution())))
                .map(time -> time.plus(facts.settings().coolDown()));
        if (until.isPresent() && facts.now().isBefore(until.get())) {
            return GuardAnswer.stop(name(), "an action on it succeeded lately; it is left alone until " + until.get());
        }
        return GuardAnswer.pass(
                name(),
                "no success within the last "
                        + Durations.inWords(facts.settings().coolDown()));
    }
}
