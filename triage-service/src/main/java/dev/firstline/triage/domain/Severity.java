package dev.firstline.triage.domain;

import java.util.Locale;

/** How bad the source says an alert is. */
public enum Severity {
    /** The source says nothing that is understood. */
    UNSPECIFIED,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** As rules and people write it; "" where the source says nothing. */
    public String word() {
        return this == UNSPECIFIED ? "" : name().toLowerCase(Locale.ROOT);
    }
}
