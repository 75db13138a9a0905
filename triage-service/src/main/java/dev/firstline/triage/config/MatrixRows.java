package dev.firstline.triage.config;

import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Judgement.Process;
import dev.firstline.triage.domain.Judgement.Scope;
import dev.firstline.triage.domain.Judgement.Workaround;
import dev.firstline.triage.domain.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a policy's matrix. */
final class MatrixRows {

    private static final Map<String, Set<Process>> PROCESSES = Map.of(
            "whole", Set.of(Process.WHOLE),
            "step", Set.of(Process.STEP, Process.RETRYABLE_STEP),
            "retryable_step", Set.of(Process.RETRYABLE_STEP),
            "any", Set.of(Process.values()));

    private static final Map<String, Set<Scope>> SCOPES =
            Map.of("all", Set.of(Scope.ALL), "partial", Set.of(Scope.PARTIAL), "any", Set.of(Scope.values()));

    private static final Map<String, Set<Workaround>> WORKAROUNDS = Map.of(
            "yes", Set.of(Workaround.YES),
            "no", Set.of(Workaround.NO),
            "unknown", Set.of(Workaround.UNKNOWN),
            "any", Set.of(Workaround.values()));

    private static final Map<String, Impact> IMPACTS =
            Map.of("LARGE", Impact.LARGE, "MEDIUM", Impact.MEDIUM, "SMALL", Impact.SMALL);

    private MatrixRows() {}

    static Matrix read(YamlNode root) {
        if (root.get("matrix").isEmpty()) return Matrix.DEFAULT;
        List<Matrix.Row> rows = new ArrayList<>();
        for (YamlNode item : root.list("matrix")) {
            item.only("process", "scope", "workaround", "impact");
            if (item.get("impact").isEmpty())
                item.problem("'impact' is missing; right would be LARGE, MEDIUM or SMALL");
            rows.add(new Matrix.Row(
                    item.oneOf("process", PROCESSES, PROCESSES.get("any")),
                    item.oneOf("scope", SCOPES, SCOPES.get("any")),
                    item.oneOf("workaround", WORKAROUNDS, WORKAROUNDS.get("any")),
                    item.oneOf("impact", IMPACTS, Impact.MEDIUM)));
        }
        return new Matrix(rows);
    }
}
