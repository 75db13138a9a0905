package dev.firstline.e2e.standin.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One execution of a document.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html">SSM: AutomationExecution</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html">SSM: StepExecution</a>
 */
final class AutomationExecution {
    private static final Set<String> FINAL = Set.of("Success", "Failed");
    private final String id;
    private final AutomationDocument document;
    private final AutomationStart start;
    private final Instant startTime;
    private int polls;
    // When its end was first seen: one that goes by polls has no other.
    private Instant endTime;

    AutomationExecution(String id, AutomationDocument document, AutomationStart start, Instant startTime) {
        this.id = id;
        this.document = document;
        this.start = start;
        this.startTime = startTime;
    }

    String id() {
        return id;
    }

    AutomationStart start() {
        return start;
    }

    Instant startTime() {
        return startTime;
    }

    boolean over(Instant now) {
        return FINAL.contains(status(now));
    }

    boolean taggedWith(String key) {
        for (JsonNode tag : start.input().path("Tags")) {
            if (tag.path("Key").asText().equals(key)) return true;
        }
        return false;
    }

    String status(Instant now) {
        return switch (progress(now)) {
            case PENDING -> "Pending";
            case RUNNING -> "InProgress";
            case OVER ->
                switch (document.outcome()) {
                    case SUCCEEDS -> "Success";
                    case FAILS -> "Failed";
                    case HANGS -> "InProgress";
                };
        };
    }

    private enum Progress {
        PENDING,
        RUNNING,
        OVER
    }

    private Progress progress(Instant now) {
        return switch (document.pace()) {
            case AutomationDocument.Polls pace -> {
                if (polls <= pace.pending()) yield Progress.PENDING;
                yield polls <= pace.pending() + pace.running() ? Progress.RUNNING : Progress.OVER;
            }
            case AutomationDocument.Taking pace -> {
                Instant begun = startTime.plus(pace.pending());
                if (now.isBefore(begun)) yield Progress.PENDING;
                yield now.isBefore(begun.plus(pace.running())) ? Progress.RUNNING : Progress.OVER;
            }
        };
    }

    /** As {@code GetAutomationExecution} shows it; to be asked for is what moves one that goes by polls. */
    ObjectNode polled(Instant now) {
        polls++;
        ObjectNode shown = summary(now).put("StepExecutionsTruncated", false);
        shown.set(
                "Parameters",
                start.input().path("Parameters").isObject() ? start.input().path("Parameters") : Json.object());
        shown.set("StepExecutions", steps(now));
        return shown;
    }

    /** As {@code DescribeAutomationExecutions} shows it. */
    ObjectNode summary(Instant now) {
        String status = status(now);
        ObjectNode shown = Json.object()
                .put("AutomationExecutionId", id)
                .put("DocumentName", document.name())
                .put("DocumentVersion", "1")
                .put("AutomationExecutionStatus", status)
                .put("ExecutionStartTime", seconds(startTime))
                .put("ExecutedBy", "arn:aws:sts::123456789012:assumed-role/firstline/stand-in")
                .put("Mode", start.input().path("Mode").asText("Auto"));
        for (String echoed : List.of("TargetParameterName", "Targets", "MaxConcurrency", "MaxErrors")) {
            if (start.input().has(echoed)) shown.set(echoed, start.input().get(echoed));
        }
        if (FINAL.contains(status)) shown.put("ExecutionEndTime", seconds(ended(now)));
        if (status.equals("InProgress"))
            shown.put("CurrentStepName", document.steps().getLast());
        if (status.equals("Failed")) shown.put("FailureMessage", failure());
        shown.set("Outputs", status.equals("Success") ? Json.tree(document.outputs()) : Json.object());
        return shown;
    }

    private ArrayNode steps(Instant now) {
        ArrayNode steps = Json.array();
        for (String name : document.steps()) {
            boolean last = name.equals(document.steps().getLast());
            String status = status(now).equals("Pending") || last ? status(now) : "Success";
            ObjectNode step = steps.addObject()
                    .put("StepName", name)
                    .put("Action", "aws:executeScript")
                    .put(
                            "StepExecutionId",
                            UUID.nameUUIDFromBytes((id + name).getBytes(StandardCharsets.UTF_8))
                                    .toString())
                    .put("StepStatus", status);
            if (!status.equals("Pending")) step.put("ExecutionStartTime", seconds(startTime));
            if (FINAL.contains(status)) step.put("ExecutionEndTime", seconds(over(now) ? ended(now) : startTime));
            if (status.equals("Failed")) step.put("FailureMessage", failure());
        }
        return steps;
    }

    private Instant ended(Instant now) {
        if (endTime == null) endTime = now;
        return endTime;
    }

    private String failure() {
        return "Step " + document.steps().getLast() + " fails when it is Execute action. Script exited with 1.";
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
