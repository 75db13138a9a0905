package dev.firstline.remediation.loop;

import dev.firstline.remediation.config.ActionSyntax;
import dev.firstline.remediation.domain.Action;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The actions that there are, by kind. A start with two of one kind, or with one that no runbook can write, fails. */
@Singleton
@Startup
public class Actions {

    private final Map<String, Action> byKind = new TreeMap<>();

    @Inject
    public Actions(@io.quarkus.arc.All List<Action> actions) {
        for (Action action : actions) {
            Action other = byKind.put(action.kind(), new UnfailingAction(action));
            if (other != null) {
                throw new IllegalStateException(
                        "two actions are of kind '" + action.kind() + "'; " + action.getClass() + " is one of them");
            }
        }
        if (!byKind.keySet().equals(ActionSyntax.kinds())) {
            throw new IllegalStateException("runbooks can write " + ActionSyntax.kinds()
                    + ", and there are actions for " + byKind.keySet() + "; the two have to be the same");
        }
    }

    /** The action of a kind; it throws nothing. */
    Action of(String kind) {
        return byKind.get(kind);
    }
}
