package dev.firstline.remediation.domain;

import dev.firstline.remediation.domain.GuardFacts.Scope;
import java.util.Optional;

/**
 * What a kill switch that is on stops at present. Whoever sets it for a target has typed a name that nothing can be held against, so
 * he is told whether anything was ever planned for it.
 *
 * @param scope what it stops
 * @param name the runbook's or the target's name; empty for everything
 * @param underWay how many executions that have not ended it concerns
 * @param known whether an action was ever planned for the target; true for another scope
 * @param nearest the known target whose name is nearest; empty where none is near
 */
public record SwitchEffect(Scope scope, String name, int underWay, boolean known, Optional<String> nearest) {

    /** In a sentence. */
    public String words() {
        String stops =
                switch (scope) {
                    case EVERYTHING -> "No action runs";
                    case RUNBOOK -> "No action of " + name + " runs";
                    case TARGET -> "No action on " + name + " runs";
                };
        if (!known) {
            String meant = nearest.map(other -> "; is " + other + " meant?").orElse("");
            return stops + ". None was planned for such a target so far" + meant;
        }
        return stops + ". " + underWay + (underWay == 1 ? " execution is" : " executions are") + " under way";
    }
}
