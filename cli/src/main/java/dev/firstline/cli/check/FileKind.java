package dev.firstline.cli.check;

/** What a configuration file is. */
public enum FileKind {
    /** What alerts mean, and what follows. */
    POLICY,
    /** Who owns which service. */
    CATALOGUE,
    /** The steps for one monitor. */
    RUNBOOK,
    /** None of them. */
    UNKNOWN
}
