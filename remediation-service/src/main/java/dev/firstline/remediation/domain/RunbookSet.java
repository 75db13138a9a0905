package dev.firstline.remediation.domain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The runbooks in force, by name. */
public record RunbookSet(List<Runbook> runbooks) {

    /** How many names a sentence bears. */
    private static final int NAMED = 10;

    public RunbookSet {
        runbooks = runbooks.stream().sorted(Comparator.comparing(Runbook::name)).toList();
    }

    /** Those that are for an alert. */
    public List<Runbook> matching(AlertFacts alert) {
        return runbooks.stream().filter(runbook -> runbook.matches(alert)).toList();
    }

    /** Why none is for an alert, in words: those that were looked at. The same for all such alerts while these are in force. */
    public String whyNone() {
        if (runbooks.isEmpty()) return "there are no runbooks in force";
        String names = runbooks.stream().limit(NAMED).map(Runbook::name).collect(Collectors.joining(", "));
        int others = runbooks.size() - NAMED;
        return "it matches none of the " + runbooks.size() + " in force (" + names
                + (others > 0 ? " and " + others + " more" : "") + ")";
    }
}
