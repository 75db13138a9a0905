package dev.firstline.triage.domain;

/**
 * Where to read on.
 *
 * @param kind what is behind it
 * @param label what to show for it; may be empty
 * @param url an absolute address
 */
public record Link(Kind kind, String label, String url) {

    /** What is behind a link. */
    public enum Kind {
        OTHER,
        RUNBOOK,
        DASHBOARD,
        SOURCE,
        SILENCE
    }
}
