package dev.firstline.remediation.domain;

import java.util.List;
import java.util.Set;

/** The words that a runbook's expressions and placeholders may use. */
public final class RunbookWords {

    /** Variables of every CEL expression. */
    public static final List<String> VARIABLES =
            List.of("alert", "labels", "service", "severity", "impact", "title", "environment", "source");

    /** Placeholders, besides {@code labels.<name>}. */
    public static final Set<String> PLACEHOLDERS = Set.of(
            "alert.name",
            "alert.title",
            "alert.description",
            "alert.source",
            "alert.fingerprint",
            "alert.severity",
            "alert.impact",
            "alert.service",
            "alert.team",
            "alert.environment",
            "alert.resource",
            "alert.resource.cluster",
            "alert.resource.namespace",
            "alert.resource.kind",
            "alert.resource.name",
            "alert.resource.id",
            "alert.resource.region",
            "alert.resource.account",
            "service",
            "severity",
            "impact",
            "title",
            "environment",
            "source");

    private RunbookWords() {}

    /** Whether a placeholder names something that an alert may have. */
    public static boolean isPlaceholder(String name) {
        return PLACEHOLDERS.contains(name) || name.startsWith("labels.");
    }
}
