package dev.firstline.ingest.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The identity of an alert whose source gives it none: a hash, never of its title. */
public final class Fingerprint {

    /** 128 bits: no two alerts of one source will meet. */
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** A hash over the labels, whatever their order. */
    public static String ofLabels(Map<String, String> labels) {
        MessageDigest hash = sha256();
        new TreeMap<>(labels).forEach((name, value) -> {
            add(hash, name);
            add(hash, value);
        });
        return hex(hash);
    }

    /** A hash over several texts in their order. */
    public static String of(String... parts) {
        MessageDigest hash = sha256();
        for (String part : parts) add(hash, part);
        return hex(hash);
    }

    /** Each part ends with a byte that UTF-8 never has, so that ("ab","c") and ("a","bc") differ. */
    private static void add(MessageDigest hash, String part) {
        hash.update(part.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0xff);
    }

    private static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
