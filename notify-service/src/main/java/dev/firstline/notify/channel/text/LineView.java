package dev.firstline.notify.channel.text;

import dev.firstline.notify.domain.Certainty;
import dev.firstline.notify.domain.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A line of the story as the templates show it, escaped.
 *
 * @param seq which line
 * @param time when it happened
 * @param text what happened
 * @param certainty confirmed or suspected; empty where that isn't stated
 * @param actor who did it; empty for Firstline itself
 */
public record LineView(long seq, String time, String text, String certainty, String actor) {

    /** What stands around a line's texts, at most. */
    private static final int FRAME = 64;

    /** As many lines as fit, in order, at least one. */
    public static List<LineView> fitting(
            List<Entry> entries, int longestLine, int longestText, UnaryOperator<String> escape) {
        List<LineView> lines = new ArrayList<>();
        int length = 0;
        for (Entry entry : entries) {
            LineView line = of(entry, longestLine, escape);
            length += line.length();
            if (!lines.isEmpty() && length > longestText) break;
            lines.add(line);
        }
        return lines;
    }

    private static LineView of(Entry entry, int longest, UnaryOperator<String> escape) {
        return new LineView(
                entry.seq(),
                IncidentView.time(entry.time()),
                Texts.escapedAndCut(entry.text().strip(), longest, escape),
                entry.certainty() == Certainty.UNSTATED
                        ? ""
                        : entry.certainty().name().toLowerCase(Locale.ROOT),
                entry.actor().equals("firstline") ? "" : Texts.escapedAndCut(Texts.line(entry.actor()), 80, escape));
    }

    private int length() {
        return time.length() + text.length() + certainty.length() + actor.length() + FRAME;
    }
}
