package dev.firstline.ingest.domain;

import java.util.Locale;

/** How bad a source says it is. */
public enum Severity {
    /** The source says nothing that is understood. */
    UNSPECIFIED,
    /** Worth knowing. */
    INFO,
    /** May become a failure. */
    WARNING,
    /** Something fails. */
    ERROR,
    /** Something essential fails. */
    CRITICAL;

    /** Reads a source's word in any case; {@link #UNSPECIFIED} where it is none that people use. */
    public static Severity parse(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical",
                    "crit",
                    "fatal",
                    "emergency",
                    "emerg",
                    "alert",
                    "disaster",
                    "page",
                    "blocker",
                    "p1",
                    "sev1" -> CRITICAL;
            case "error", "err", "high", "major", "p2", "sev2" -> ERROR;
            case "warning", "warn", "average", "medium", "moderate", "minor", "p3", "sev3" -> WARNING;
            case "info",
                    "information",
                    "informational",
                    "notice",
                    "low",
                    "debug",
                    "none",
                    "ok",
                    "p4",
                    "p5",
                    "sev4",
                    "sev5" -> INFO;
            default -> UNSPECIFIED;
        };
    }
}
