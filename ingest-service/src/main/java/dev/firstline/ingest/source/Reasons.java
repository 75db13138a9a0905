package dev.firstline.ingest.source;

import java.util.ArrayList;
import java.util.List;

/** Collects what could not be read, a bounded number of short lines. */
final class Reasons {

    private static final int MAX_LINES = 20;
    private static final int MAX_LENGTH = 200;

    private final List<String> lines = new ArrayList<>(0);
    private int left;

    /** Notes what could not be read, and what was used instead. It may name a key as its sender wrote it. */
    void add(String reason) {
        String line = Text.mended(reason);
        if (lines.contains(line)) return;
        if (lines.size() == MAX_LINES) {
            left++;
            return;
        }
        lines.add(line.length() > MAX_LENGTH ? Text.cut(line, MAX_LENGTH) : line);
    }

    void addAll(List<String> more) {
        more.forEach(this::add);
    }

    /** A text of at most this many characters; a longer one is cut, and that is noted. */
    String cut(String what, String text, int longest) {
        if (text.length() <= longest) return text;
        add(what + " has " + text.length() + " characters; the first " + longest + " were used");
        return Text.cut(text, longest);
    }

    /** Notes that of so many entries only the first ones were used. */
    void cutEntries(String what, int entries, int used) {
        if (entries > used) add(what + " has " + entries + " entries; the first " + used + " were used");
    }

    /** All of it; the last line says how many were left out. */
    List<String> lines() {
        if (left == 0) return lines;
        List<String> all = new ArrayList<>(lines);
        all.add("and " + left + " more");
        return all;
    }
}
