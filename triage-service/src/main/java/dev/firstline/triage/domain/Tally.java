package dev.firstline.triage.domain;

import java.util.ArrayList;
import java.util.List;

/** Counts things of one sort that happen together, so that they become one line. */
final class Tally {

    /** How many are named. */
    private static final int NAMED = 3;

    private final List<String> named;
    private long count;

    Tally() {
        this(0, List.of());
    }

    Tally(long count, List<String> named) {
        this.count = count;
        this.named = new ArrayList<>(named);
    }

    void add(String name) {
        if (count++ < NAMED) named.add(name.replace('\n', ' '));
    }

    long count() {
        return count;
    }

    List<String> named() {
        return List.copyOf(named);
    }

    void clear() {
        count = 0;
        named.clear();
    }

    /** "An alert joined: …" or "12 alerts joined: …, …, … and 9 more". */
    String words(String one, String many) {
        String names = String.join(", ", named);
        if (count == 1) return one + ": " + names;
        return count + " " + many + ": " + names
                + (count > named.size() ? " and " + (count - named.size()) + " more" : "");
    }
}
