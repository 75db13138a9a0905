package dev.firstline.cli.text;

import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.Outcome;
import dev.firstline.proto.remediation.v1.Plan;
import dev.firstline.proto.remediation.v1.Runbook;
import dev.firstline.proto.remediation.v1.Step;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** First aid as people read it. */
public final class ExecutionText {

    private ExecutionText() {}

    /** A line each. */
    public static String list(List<Execution> executions, Instant now) {
        Table table = new Table("ID", "RUNBOOK", "MODE", "STATE", "VERDICT", "AGE", "WHY");
        for (Execution execution : executions) {
            table.row(
                    execution.getId(),
                    execution.getRunbook(),
                    Words.of(execution.getMode()),
                    Words.of(execution.getState()),
                    Words.of(execution.getVerdict()),
                    Words.age(execution.getStartedTime(), now),
                    execution.getReason());
        }
        return table.toString();
    }

    /** Where one stands and why, in a few words. */
    public static String standing(Execution execution) {
        String state = Words.of(execution.getState()).toLowerCase(Locale.ROOT);
        return execution.getReason().isEmpty()
                ? "it is " + state
                : "it is " + state + " (" + execution.getReason() + ")";
    }

    /** One with its steps and its guards' answers. */
    public static String whole(Execution execution) {
        StringBuilder text = new StringBuilder("%s %s (%s): %s%n"
                .formatted(
                        execution.getRunbook(),
                        execution.getId(),
                        Words.of(execution.getMode()),
                        Words.of(execution.getState())));
        if (!execution.getReason().isEmpty())
            text.append("  ").append(execution.getReason()).append('\n');
        for (Step step : execution.getStepsList()) step(text, step);
        if (execution.hasPlan()) text.append(plan(execution.getPlan()).indent(2));
        return text.toString();
    }

    private static void step(StringBuilder text, Step step) {
        String outcome = step.getOutcome() == Outcome.OUTCOME_UNSPECIFIED ? "" : ", " + Words.of(step.getOutcome());
        text.append("  %-9s %s (%s%s)  %s%n"
                .formatted(
                        step.getKind(),
                        step.getId(),
                        Words.of(step.getState()),
                        outcome,
                        step.getSummary().strip()));
        step.getGuardAnswersList()
                .forEach(answer -> text.append("    guard %-15s %-4s %s%n"
                        .formatted(answer.getGuard(), answer.getPassed() ? "ok" : "STOP", answer.getReason())));
    }

    /** What would be done, for who is to say yes. */
    public static String plan(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("plan    ").append(plan.getHash()).append('\n');
        text.append("action  ").append(plan.getAction()).append('\n');
        text.append("target  ").append(plan.getTarget()).append('\n');
        plan.getParametersMap().forEach((name, value) -> text.append("with    %s = %s%n".formatted(name, value)));
        text.append("undo    ").append(plan.getUndo()).append('\n');
        if (plan.hasExpireTime())
            text.append("until   ").append(Words.time(plan.getExpireTime())).append('\n');
        return text.toString();
    }

    /** A line each. */
    public static String runbooks(List<Runbook> runbooks) {
        Table table = new Table("RUNBOOK", "MODE", "RECORD", "MATCH");
        for (Runbook runbook : runbooks) {
            String record = runbook.getRecordList().stream()
                    .map(count -> count.getCount() + " " + Words.of(count.getVerdict()))
                    .collect(Collectors.joining(", "));
            table.row(runbook.getName(), Words.of(runbook.getMode()), record, runbook.getMatch());
        }
        return table.toString();
    }

    /** A line for each switch that is on. */
    public static String killSwitches(List<KillSwitch> switches) {
        return switches.stream().map(ExecutionText::killSwitch).collect(Collectors.joining());
    }

    /** One switch. */
    public static String killSwitch(KillSwitch one) {
        String what = one.getScope() == KillSwitch.Scope.SCOPE_EVERYTHING
                ? "everything"
                : Words.of(one.getScope()).toLowerCase(Locale.ROOT) + " " + one.getName();
        String effect = one.getEffect().isEmpty() ? "" : "  %s.%n".formatted(one.getEffect());
        return "kill switch %s for %s, set by %s at %s: %s%n%s"
                .formatted(
                        one.getOn() ? "ON" : "off",
                        what,
                        one.getActor(),
                        Words.time(one.getSetTime()),
                        one.getReason(),
                        effect);
    }
}
