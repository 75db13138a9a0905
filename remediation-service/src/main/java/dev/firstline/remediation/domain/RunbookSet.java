package dev.firstline.remediation.domain;

import java.util.Comparator;
import java.util.List;

/** The runbooks in force, by name. */
public record RunbookSet(List<Runbook> runbooks) {

    public RunbookSet {
        runbooks = runbooks.stream().sorted(Comparator.comparing(Runbook::name)).toList();
    }

    /** Those that are for an alert. */
    public List<Runbook> matching(AlertFacts alert) {
        return runbooks.stream().filter(runbook -> runbook.matches(alert)).toList();
    }
}
