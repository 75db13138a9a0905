package dev.firstline.notify.domain;

/**
 * Where to read on.
 *
 * @param kind what is behind it
 * @param label what to show for it; empty for the kind's name
 * @param url an absolute http or https address
 */
public record Link(Kind kind, String label, String url) {

    /** What is behind a link. */
    public enum Kind {
        /** The steps for this monitor. */
        RUNBOOK,
        /** A dashboard. */
        DASHBOARD,
        /** The alert in the tool that sent it. */
        SOURCE,
        /** Where the alert can be silenced in the tool that sent it. */
        SILENCE,
        /** Anything else. */
        OTHER
    }

    public Link {
        if (kind == null || label == null || url == null) throw new IllegalArgumentException("a link is whole");
    }

    /** What to show for it. */
    public String shown() {
        if (!label.isBlank()) return label;
        return switch (kind) {
            case RUNBOOK -> "Runbook";
            case DASHBOARD -> "Dashboard";
            case SOURCE -> "Source";
            case SILENCE -> "Silence";
            case OTHER -> "Link";
        };
    }
}
