package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import java.util.List;

/** All guards, in the order that they are asked in. Each is asked, and each answer is stored; one "no" stops the action. */
public final class Guards {

    /** The order is the operator's reading order: what stops everything first, the person last. */
    public static final List<Guard> IN_ORDER = List.of(
            new StillFiring(),
            new KillSwitchOff(),
            new ModeAllows(),
            new OnePerTarget(),
            new CoolDown(),
            new FailureBlock(),
            new Precheck(),
            new Approved());

    private Guards() {}

    /** Asks them all. */
    public static List<GuardAnswer> ask(GuardFacts facts) {
        return IN_ORDER.stream().map(guard -> guard.ask(facts)).toList();
    }
}
