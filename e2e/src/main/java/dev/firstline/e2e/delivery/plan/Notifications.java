package dev.firstline.e2e.delivery.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One group of alerts as one Alertmanager notifies about it: all that fire, and what was resolved since the last time.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config, version 4</a>
 */
final class Notifications {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final int sender;
    private final Group group;
    private final List<Subject> subjects;
    private final Map<String, Instant> firingSince = new TreeMap<>();
    private Message last;

    Notifications(int sender, Group group, List<Subject> subjects) {
        this.sender = sender;
        this.group = group;
        this.subjects = subjects.stream()
                .sorted(Comparator.comparing(Subject::fingerprint))
                .toList();
    }

    /** Those that fire now. */
    List<Subject> firing() {
        return subjects.stream()
                .filter(subject -> firingSince.containsKey(subject.fingerprint()))
                .toList();
    }

    /** Those that don't. */
    List<Subject> quiet() {
        return subjects.stream()
                .filter(subject -> !firingSince.containsKey(subject.fingerprint()))
                .toList();
    }

    /** Whether something was said that can be said again: nothing has changed since, and something fires. */
    boolean canRepeat() {
        return last != null
                && !firingSince.isEmpty()
                && last.statements().stream().allMatch(Statement::firing);
    }

    /** Says the same again, byte by byte, as Alertmanager does every {@code repeat_interval}. */
    Message repeated() {
        return new Message(last.body(), last.statements(), true);
    }

    /** Some begin to fire. */
    Message fire(Set<Subject> some, Instant at) {
        some.forEach(subject -> firingSince.put(subject.fingerprint(), at));
        return notify(Set.of(), at);
    }

    /** Some of those that fire are resolved. */
    Message resolve(Set<Subject> some, Instant at) {
        return notify(some, at);
    }

    private Message notify(Set<Subject> resolved, Instant at) {
        ArrayNode alerts = Json.array();
        List<Statement> statements = new ArrayList<>();
        for (Subject subject : subjects) {
            String fingerprint = subject.fingerprint();
            if (!firingSince.containsKey(fingerprint)) continue;
            boolean fires = !resolved.contains(subject);
            statements.add(new Statement(fingerprint, fires));
            alerts.add(alert(subject, firingSince.get(fingerprint), fires ? NEVER : at.toString(), fires));
        }
        resolved.forEach(subject -> firingSince.remove(subject.fingerprint()));
        last = new Message(Json.line(payload(alerts)), statements, false);
        return last;
    }

    private ObjectNode payload(ArrayNode alerts) {
        ObjectNode labels = Json.object().put("alertname", group.alertName()).put("service", group.service());
        ObjectNode payload = Json.object()
                .put("version", "4")
                .put("groupKey", "{}:{alertname=\"%s\", service=\"%s\"}".formatted(group.alertName(), group.service()))
                .put("truncatedAlerts", 0)
                .put("status", firingSince.isEmpty() ? "resolved" : "firing")
                .put("receiver", "firstline")
                .put("externalURL", "http://alertmanager-%d.example:9093".formatted(sender + 1));
        payload.set("groupLabels", labels);
        payload.set("commonLabels", labels.deepCopy());
        payload.set("commonAnnotations", Json.object());
        payload.set("alerts", alerts);
        return payload;
    }

    private ObjectNode alert(Subject subject, Instant startsAt, String endsAt, boolean fires) {
        ObjectNode alert = Json.object()
                .put("status", fires ? "firing" : "resolved")
                .put("startsAt", startsAt.toString())
                .put("endsAt", endsAt)
                .put("generatorURL", "http://prometheus-%d.example:9090/graph?g0.expr=up".formatted(sender + 1))
                .put("fingerprint", subject.fingerprint());
        alert.set("labels", Json.tree(subject.labels()));
        alert.set(
                "annotations",
                Json.object()
                        .put(
                                "summary",
                                group.alertName() + " at " + subject.labels().get("instance")));
        return alert;
    }
}
