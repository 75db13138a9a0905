package dev.firstline.e2e.delivery.check;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** From the alert to the incident and its story. */
final class IncidentRules {

    private IncidentRules() {}

    static Stream<Violation> anIncidentIsOpenWhileAnAlertFires(Facts facts) {
        return facts.incidents().stream()
                .filter(incident -> incident.open() != (incident.firing() > 0))
                .map(incident -> new Violation(
                        "wrong end",
                        "incident " + incident.id(),
                        "it is " + (incident.open() ? "open" : "resolved") + ", and " + incident.firing()
                                + " of its alerts fire"));
    }

    static Stream<Violation> everyTimelineIsUnbroken(Facts facts) {
        return facts.incidents().stream().flatMap(incident -> {
            List<Long> seqs = incident.lines().stream().map(Incident.Line::seq).toList();
            List<Long> right =
                    LongStream.rangeClosed(1, incident.lastSeq()).boxed().toList();
            if (seqs.equals(right)) return Stream.empty();
            return Stream.of(new Violation(
                    "broken timeline",
                    "incident " + incident.id(),
                    "its head counts " + incident.lastSeq() + " lines, and there are " + seqs));
        });
    }
}
