package dev.firstline.e2e.standin.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Effects;
import dev.firstline.e2e.standin.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Documents and executions. Guarded by its own monitor. */
final class AutomationStore {
    private final InstantSource clock;
    private final Map<String, AutomationDocument> documents = new LinkedHashMap<>();
    private final Map<String, AutomationExecution> executions = new LinkedHashMap<>();
    private final Map<String, AutomationExecution> byToken = new HashMap<>();
    // Automations that may run at once in an account and region.
    private int mostRunning = 100;

    AutomationStore(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void define(AutomationDocument document) {
        documents.put(document.name(), document);
    }

    synchronized void mostRunning(int executionsAtOnce) {
        mostRunning = executionsAtOnce;
    }

    /** Starts one, or finds the one that the same token started. */
    synchronized String start(AutomationStart start, Effects effects) {
        AutomationExecution earlier = start.clientToken().map(byToken::get).orElse(null);
        if (earlier != null) return repeated(earlier, start);
        AutomationDocument document = documents.get(start.documentName());
        if (document == null) {
            throw SsmProblem.of(
                    "AutomationDefinitionNotFoundException",
                    "Automation definition " + start.documentName() + " not found");
        }
        start.check(document);
        if (executions.values().stream().filter(one -> !one.over(now())).count() >= mostRunning) {
            throw SsmProblem.of(
                    "AutomationExecutionLimitExceededException",
                    "The number of simultaneously running Automation executions exceeded the allowable limit.");
        }
        var begun = new AutomationExecution(UUID.randomUUID().toString(), document, start, now());
        executions.put(begun.id(), begun);
        start.clientToken().ifPresent(token -> byToken.put(token, begun));
        effects.happened("automation-started", effect(begun));
        return begun.id();
    }

    private static String repeated(AutomationExecution earlier, AutomationStart start) {
        if (earlier.start().input().equals(start.input())) return earlier.id();
        throw SsmProblem.of(
                "IdempotentParameterMismatch",
                "Error returned when an idempotent operation is retried and the parameters don't match the original call"
                        + " to the API with the same idempotency token.");
    }

    private static ObjectNode effect(AutomationExecution begun) {
        ObjectNode details = begun.start().input().deepCopy();
        details.put("AutomationExecutionId", begun.id());
        begun.start().clientToken().ifPresent(token -> details.put("ClientToken", token));
        return details;
    }

    synchronized ObjectNode poll(String id) {
        AutomationExecution found = executions.get(id);
        if (found == null) {
            throw SsmProblem.of(
                    "AutomationExecutionNotFoundException", "Automation execution " + id + " does not exist");
        }
        return found.polled(now());
    }

    /** All, newest first. */
    synchronized List<AutomationExecution> executions() {
        return new ArrayList<>(executions.values()).reversed();
    }

    synchronized ObjectNode summary(AutomationExecution execution) {
        return execution.summary(now());
    }

    synchronized ObjectNode toJson() {
        ObjectNode shown = Json.object();
        shown.set("documents", Json.texts(documents.keySet()));
        var list = shown.putArray("executions");
        executions.values().forEach(execution -> list.add(execution.summary(now())));
        return shown;
    }
}
