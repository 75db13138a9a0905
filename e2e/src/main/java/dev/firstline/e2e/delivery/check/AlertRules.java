package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Facts.Folded;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** From the sender to the alert. */
final class AlertRules {

    private static final Folded NEVER = new Folded(false, 0, 0, "");

    private AlertRules() {}

    static Stream<Violation> everyAcknowledgedAlertIsInTheLog(Facts facts) {
        Set<String> all = new TreeSet<>(facts.sent().keySet());
        all.addAll(facts.logged().keySet());
        return all.stream().flatMap(fingerprint -> {
            Facts.Sent sent = facts.sent().getOrDefault(fingerprint, new Facts.Sent(0, 0, false));
            long logged = facts.logged().getOrDefault(fingerprint, 0L);
            if (logged < sent.acknowledged()) {
                return violation(
                        "lost before the log",
                        fingerprint,
                        sent.acknowledged() + " were acknowledged, " + logged + " are in ingest's log");
            }
            if (logged > sent.attempts()) {
                return violation(
                        "doubled in the log",
                        fingerprint,
                        sent.attempts() + " were sent, " + logged + " are in ingest's log");
            }
            return Stream.empty();
        });
    }

    static Stream<Violation> everyLoggedEventIsFoldedOnce(Facts facts) {
        Set<String> all = new TreeSet<>(facts.logged().keySet());
        all.addAll(facts.folded().keySet());
        return all.stream().flatMap(fingerprint -> {
            long logged = facts.logged().getOrDefault(fingerprint, 0L);
            Folded alert = facts.folded().getOrDefault(fingerprint, NEVER);
            long folded = alert.events() + alert.late();
            if (folded == logged) return Stream.empty();
            return violation(
                    folded < logged ? "lost before the alert" : "folded twice",
                    fingerprint,
                    logged + " events are in ingest's log, " + folded + " were folded (" + alert.late()
                            + " of them late)");
        });
    }

    static Stream<Violation> everyAlertIsInTheStateThatWasSentLast(Facts facts) {
        return new TreeSet<>(facts.sent().keySet())
                .stream()
                        .filter(fingerprint -> facts.sent().get(fingerprint).firing()
                                != facts.folded()
                                        .getOrDefault(fingerprint, NEVER)
                                        .firing())
                        .flatMap(fingerprint -> violation(
                                "wrong last state",
                                fingerprint,
                                "its sender's last word is "
                                        + word(facts.sent().get(fingerprint).firing()) + ", triage says the opposite"));
    }

    static Stream<Violation> everyFiringAlertIsInAnOpenIncident(Facts facts) {
        Set<String> open = new TreeSet<>();
        facts.incidents().stream().filter(Incident::open).forEach(incident -> open.add(incident.id()));
        return new TreeSet<>(facts.folded().keySet())
                .stream()
                        .filter(fingerprint -> facts.folded().get(fingerprint).firing())
                        .filter(fingerprint ->
                                !open.contains(facts.folded().get(fingerprint).incident()))
                        .flatMap(fingerprint -> violation(
                                "no incident",
                                fingerprint,
                                "it fires, and its incident '"
                                        + facts.folded().get(fingerprint).incident() + "' is not open"));
    }

    private static String word(boolean firing) {
        return firing ? "FIRING" : "RESOLVED";
    }

    private static Stream<Violation> violation(String rule, String fingerprint, String text) {
        return Stream.of(new Violation(rule, "alert " + fingerprint, text));
    }
}
