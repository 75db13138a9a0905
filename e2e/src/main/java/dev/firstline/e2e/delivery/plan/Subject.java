package dev.firstline.e2e.delivery.plan;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert of the plan: one identity, which one sender speaks of.
 *
 * @param group where it belongs
 * @param sender from 0
 * @param labels by name; its identity follows from them
 */
public record Subject(Group group, int sender, SortedMap<String, String> labels) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xff;

    public Subject {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /**
     * As Alertmanager computes it: 64-bit FNV-1a over the sorted names and values.
     *
     * @see <a href="https://github.com/prometheus/common/blob/main/model/signature.go">prometheus/common, labelSetToFingerprint</a>
     */
    public String fingerprint() {
        long hash = FNV_OFFSET;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            hash = mixed(mixed(hash, label.getKey()), SEPARATOR);
            hash = mixed(mixed(hash, label.getValue()), SEPARATOR);
        }
        return "%016x".formatted(hash);
    }

    private static long mixed(long hash, String text) {
        for (byte letter : text.getBytes(StandardCharsets.UTF_8)) hash = mixed(hash, letter & 0xff);
        return hash;
    }

    private static long mixed(long hash, int letter) {
        return (hash ^ letter) * FNV_PRIME;
    }
}
