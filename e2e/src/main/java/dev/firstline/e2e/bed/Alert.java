package dev.firstline.e2e.bed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert as Alertmanager knows it.
 *
 * @param labels its identity
 * @param annotations what it says
 * @param startsAt when it began to fire
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Alertmanager: webhook_config</a>
 */
public record Alert(SortedMap<String, String> labels, Map<String, String> annotations, Instant startsAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Alert {
        labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Map.copyOf(annotations);
    }

    /** An alert of a service that runs as a Deployment in the namespace payments. */
    public static Alert of(String name, String service, String severity) {
        return new Alert(
                new TreeMap<>(Map.of(
                        "alertname", name,
                        "service", service,
                        "severity", severity,
                        "namespace", "payments",
                        "deployment", service)),
                Map.of("summary", name + " of " + service, "runbook_url", "https://runbooks.example.com/" + name),
                Instant.now());
    }

    /** The same with one more label, or another value of one. */
    public Alert label(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(labels);
        more.put(name, value);
        return new Alert(more, annotations, startsAt);
    }

    /** The same, begun anew. */
    public Alert again(Instant start) {
        return new Alert(labels, annotations, start);
    }

    /** Alertmanager's own identity of it; here another hash, over the same labels. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(labels.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    ObjectNode json(boolean firing, Instant now) {
        ObjectNode alert = JSON.createObjectNode();
        alert.put("status", firing ? "firing" : "resolved");
        alert.set("labels", JSON.valueToTree(labels));
        alert.set("annotations", JSON.valueToTree(annotations));
        alert.put("startsAt", startsAt.toString());
        alert.put("endsAt", firing ? "0001-01-01T00:00:00Z" : now.toString());
        alert.put("generatorURL", "http://prometheus.example.com/graph?g0.expr=up");
        alert.put("fingerprint", fingerprint());
        return alert;
    }
}
