package dev.firstline.triage.domain;

import dev.firstline.triage.domain.Judgement.Process;
import dev.firstline.triage.domain.Judgement.Scope;
import dev.firstline.triage.domain.Judgement.Workaround;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * From three answers to an impact. The first row that covers the answers decides; what no row covers is {@link Impact#UNKNOWN}, never
 * mild.
 *
 * @param rows in order
 */
public record Matrix(List<Row> rows) {

    /**
     * One row.
     *
     * @param processes the answers that it covers, and so on
     */
    public record Row(Set<Process> processes, Set<Scope> scopes, Set<Workaround> workarounds, Impact impact) {

        public Row {
            processes = Set.copyOf(processes);
            scopes = Set.copyOf(scopes);
            workarounds = Set.copyOf(workarounds);
        }

        boolean covers(Judgement judgement) {
            return processes.contains(judgement.process())
                    && scopes.contains(judgement.scope())
                    && workarounds.contains(judgement.workaround());
        }
    }

    private static final Set<Process> ANY_STEP = Set.of(Process.STEP, Process.RETRYABLE_STEP);
    private static final Set<Workaround> ANY = Set.of(Workaround.values());

    /** What holds where a policy has no matrix of its own. */
    public static final Matrix DEFAULT = new Matrix(List.of(
            new Row(Set.of(Process.WHOLE), Set.of(Scope.ALL), ANY, Impact.LARGE),
            new Row(ANY_STEP, Set.of(Scope.ALL), ANY, Impact.LARGE),
            new Row(ANY_STEP, Set.of(Scope.PARTIAL), Set.of(Workaround.NO), Impact.MEDIUM),
            new Row(Set.of(Process.RETRYABLE_STEP), Set.of(Scope.PARTIAL), Set.of(Workaround.YES), Impact.SMALL)));

    public Matrix {
        rows = List.copyOf(rows);
    }

    /** What the answers mean. */
    public Impact impact(Judgement judgement) {
        for (Row row : rows) if (row.covers(judgement)) return row.impact();
        return Impact.UNKNOWN;
    }

    /** The answers that no row covers: a person has to decide about those. */
    public List<Judgement> open() {
        List<Judgement> open = new ArrayList<>();
        for (Process process : Process.values())
            for (Scope scope : Scope.values())
                for (Workaround workaround : Workaround.values()) {
                    Judgement judgement = new Judgement(process, scope, workaround);
                    if (rows.stream().noneMatch(row -> row.covers(judgement))) open.add(judgement);
                }
        return open;
    }
}
