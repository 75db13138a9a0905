package dev.firstline.remediation.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One concrete action on one target: what a person says yes to.
 *
 * @param action the action's kind
 * @param target what it acts on, in one line; the name of its row, of its lease and of its kill switch
 * @param parameters everything that decides what will happen
 * @param undo how to take it back, or that there is no way
 */
public record Plan(String action, String target, Map<String, String> parameters, String undo) {

    public Plan {
        if (target.isBlank()) throw new IllegalArgumentException("a plan has a target");
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** SHA-256 over target, action and parameters, in hex. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((target + "\0" + action + "\0").getBytes(StandardCharsets.UTF_8));
            parameters.forEach(
                    (name, value) -> digest.update((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In a line, for people. */
    public String inWords() {
        return action + " on " + target + (parameters.isEmpty() ? "" : " " + parameters);
    }
}
