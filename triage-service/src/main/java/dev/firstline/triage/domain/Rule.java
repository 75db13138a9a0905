package dev.firstline.triage.domain;

import dev.firstline.triage.domain.Judgement.Process;
import dev.firstline.triage.domain.Judgement.Scope;
import dev.firstline.triage.domain.Judgement.Workaround;
import java.util.Optional;

/**
 * Answers the three questions for the alerts that it matches.
 *
 * @param name unique in its policy
 * @param when which alerts it matches
 * @param journey the journey that is broken
 * @param step the step of it; empty for the whole of it
 * @param process what that means in the matrix
 * @param scope which customers
 * @param allWhen from when on a partial scope counts as all, where the rule says so
 * @param workaround whether they can get on
 */
public record Rule(
        String name,
        Condition when,
        String journey,
        String step,
        Process process,
        Scope scope,
        Optional<Condition> allWhen,
        Workaround workaround) {

    /** What the rule says of an alert that it matches. */
    Judgement judge(Facts facts) {
        boolean all = scope == Scope.PARTIAL
                && allWhen.isPresent()
                && allWhen.get().ask(facts) instanceof Condition.Answer.Yes;
        return new Judgement(process, all ? Scope.ALL : scope, workaround);
    }

    /** The rule and its answers in words. */
    String words(Judgement judgement) {
        String broken = step.isEmpty() ? "the whole of journey " + journey : "step " + step + " of journey " + journey;
        String customers = judgement.scope() == Scope.PARTIAL ? "some customers" : "all customers";
        if (judgement.scope() != scope) customers += " (its volume passed the rule's threshold)";
        String way =
                switch (judgement.workaround()) {
                    case YES -> "with a workaround";
                    case NO -> "without a workaround";
                    case UNKNOWN -> "workaround unknown";
                };
        return "rule '" + name + "': " + broken + ", " + customers + ", " + way;
    }
}
