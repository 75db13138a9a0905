package dev.firstline.notify.testing;

import dev.firstline.notify.domain.AlertFacts;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Kind;
import dev.firstline.notify.domain.Link;
import dev.firstline.notify.domain.Phase;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.domain.Severity;
import dev.firstline.notify.domain.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Incidents to decide about. */
public final class Incidents {

    /** When they begin. */
    public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private static final UUID ID = UUID.fromString("0199aaaa-0000-7000-8000-000000000001");

    private Incidents() {}

    /** Open, reopened so many times. */
    public static Incident open(int reopenCount) {
        return incident(false, null, reopenCount, Impact.LARGE, "Payment errors");
    }

    /** Open and acknowledged. */
    public static Incident acknowledged(int reopenCount) {
        return incident(false, START.plusSeconds(60), reopenCount, Impact.LARGE, "Payment errors");
    }

    /** Over. */
    public static Incident resolved(int reopenCount) {
        return incident(true, null, reopenCount, Impact.LARGE, "Payment errors");
    }

    /** Open, with this impact and title. */
    public static Incident open(Impact impact, String title) {
        return incident(false, null, 0, impact, title);
    }

    private static Incident incident(
            boolean resolved, Instant acknowledgedTime, int reopenCount, Impact impact, String title) {
        AlertFacts alert = new AlertFacts(
                title,
                !resolved,
                impact,
                "rule pay: a <step> & more",
                resolved ? Verdict.RECOVERED : Verdict.NONE,
                Severity.CRITICAL,
                "prometheus",
                "production",
                List.of(new Link(Link.Kind.DASHBOARD, "", "https://grafana.example/d/1?a=1&b=2")));
        return new Incident(
                ID,
                3,
                resolved,
                resolved ? Phase.RESOLVED : Phase.DETECTED,
                title,
                "checkout",
                "payments",
                resolved ? Impact.UNKNOWN : impact,
                impact,
                Kind.CRITICAL,
                START,
                acknowledgedTime,
                acknowledgedTime == null ? "" : "ann",
                resolved ? START.plusSeconds(3700) : null,
                reopenCount,
                resolved ? 0 : 1,
                resolved ? 1 : 0,
                List.of(alert),
                List.of(
                        new Link(Link.Kind.RUNBOOK, "", "https://wiki.example/payments"),
                        new Link(Link.Kind.OTHER, "x", "javascript:alert(1)")),
                null,
                new Route(List.of("slack", "pagerduty"), "#payments", ""));
    }
}
