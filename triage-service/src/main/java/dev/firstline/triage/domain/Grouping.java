package dev.firstline.triage.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * How alerts become incidents.
 *
 * @param labels the labels that make one incident within a service
 * @param groupWait how long the first notice waits for more alerts
 * @param reopenWindow how long after its end a firing reopens an incident
 * @param flapWindow how fast an alert has to come and go to be one flapping episode; zero for never
 */
public record Grouping(List<String> labels, Duration groupWait, Duration reopenWindow, Duration flapWindow) {

    /** Longest key that stands in the index as it is. */
    private static final int READABLE = 200;

    public Grouping {
        labels = List.copyOf(labels);
    }

    /** Which incident an alert belongs to: its service and grouping labels; without a service its own identity. */
    public String key(AlertKey alert, Content content) {
        StringBuilder key = new StringBuilder();
        if (content.service().isEmpty()) {
            part(key, "alert");
            part(key, alert.source());
            part(key, alert.fingerprint());
        } else {
            part(key, "service");
            part(key, content.service());
            for (String label : labels) part(part(key, label), content.value(label));
        }
        return key.length() <= READABLE ? key.toString() : "sha256:" + sha256(key.toString());
    }

    /** Lengths in front, so that no two lists of values look alike. */
    private static StringBuilder part(StringBuilder key, String value) {
        return key.append(value.length()).append(':').append(value).append(' ');
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
