package dev.firstline.ingest.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Of the headers that a tool sent, those that its adapter reads: only they are stored. */
public final class SentHeaders {

    private SentHeaders() {}

    /**
     * Chooses them.
     *
     * @param wanted as {@link SourceAdapter#headers()} names them
     * @param sent names in any case, and their values; of one that was sent twice the first counts
     * @return by their names in lower case
     */
    public static Map<String, String> chosen(Set<String> wanted, Iterable<Map.Entry<String, String>> sent) {
        if (wanted.isEmpty()) return Map.of();
        Map<String, String> chosen = new HashMap<>();
        for (Map.Entry<String, String> header : sent) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (isWanted(name, wanted)) chosen.putIfAbsent(name, header.getValue());
        }
        return chosen;
    }

    private static boolean isWanted(String name, Set<String> wanted) {
        return wanted.contains(name) || wanted.stream().anyMatch(one -> one.endsWith("-") && name.startsWith(one));
    }
}
