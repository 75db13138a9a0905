package dev.firstline.remediation.guard;

import dev.firstline.remediation.domain.Guard;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import java.util.Locale;
import java.util.stream.Collectors;

/** Has a person stopped actions: everything, this runbook, or this target? */
public final class KillSwitchOff implements Guard {

    @Override
    public String name() {
        return "kill-switch";
    }

    @Override
    public GuardAnswer ask(GuardFacts facts) {
        if (facts.killSwitches().isEmpty()) return GuardAnswer.pass(name(), "no kill switch is on");
        return GuardAnswer.stop(
                name(),
                facts.killSwitches().stream()
                        .map(on -> on.scope().name().toLowerCase(Locale.ROOT) + " is stopped by " + on.actor() + ": "
                                + on.reason())
                        .collect(Collectors.joining("; ")));
    }
}
