package dev.firstline.notify.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversation's destination is known to have been told.
 *
 * @param seq the highest line of the story; 0 for none
 * @param facts the channel's own, by name: a root message's ts, the pages that were opened …
 */
public record Told(long seq, Map<String, String> facts) {

    /** Nothing yet. */
    public static final Told NOTHING = new Told(0, Map.of());

    public Told {
        facts = Map.copyOf(facts);
    }

    /** A fact, where it is known. */
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** With one more fact, or another value of one. */
    public Told with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Told(seq, more);
    }

    /** Without a fact. */
    public Told without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(facts);
        fewer.remove(name);
        return new Told(seq, fewer);
    }

    /** With the story told up to a line. */
    public Told upTo(long lastSeq) {
        return new Told(lastSeq, facts);
    }
}
