package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import java.time.Instant;
import java.util.Optional;

/** Have too many executions in a row failed on the target, or has one left it without anybody knowing how it ended? */
public final class FailureBlock implements Guard {

    @Override
    public String name() {
        return "failure-block";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        Optional<Instant> until = facts.target().blockedUntil();
        if (until.isPresent() && facts.now().isBefore(until.get())) {
            String why = facts.target()
                    .unknownBy()
                    .map(execution -> "nobody knows what became of execution " + execution + "'s action on it")
                    .orElseGet(() -> facts.target().failures() + " failures in a row");
            return GuardAnswer.stop(name(), why + "; it is blocked until " + until.get());
        }
        return GuardAnswer.pass(name(), facts.target().failures() + " failures in a row");
    }
}
