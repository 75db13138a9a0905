package dev.firstline.remediation.api;

import dev.firstline.platform.rpc.Problem;
import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.TargetForm;
import dev.firstline.remediation.store.Runbooks;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a kill switch's name can stop anything: one that is believed to be on and stops nothing is worse than none. */
@Singleton
class SwitchNames {

    private final Runbooks runbooks;
    private final List<TargetForm> forms;

    SwitchNames(Runbooks runbooks, @All List<Action> actions) {
        this.runbooks = runbooks;
        this.forms =
                actions.stream().flatMap(action -> action.targets().stream()).toList();
    }

    /** What is wrong with a runbook's name; empty where one in force has it. */
    Optional<Problem.Violation> wrongRunbook(String name) {
        List<String> known = runbooks.current().runbooks().stream()
                .map(runbook -> runbook.name())
                .sorted()
                .toList();
        return known.contains(name)
                ? Optional.empty()
                : Optional.of(new Problem.Violation(
                        "name",
                        "no runbook in force is called '" + name + "'; there are: " + String.join(", ", known)));
    }

    /** What is wrong with a target's line; empty where a plan could have it. Whether there is such a thing, nobody here knows. */
    Optional<Problem.Violation> wrongTarget(String name) {
        if (forms.stream().anyMatch(form -> form.fits(name))) return Optional.empty();
        String right = forms.stream().map(TargetForm::example).sorted().collect(Collectors.joining(", "));
        return Optional.of(
                new Problem.Violation("name", "no action has a target '" + name + "'; they are written " + right));
    }
}
