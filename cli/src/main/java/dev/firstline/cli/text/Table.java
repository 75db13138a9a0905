package dev.firstline.cli.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, as wide as they need; the last column takes what is left. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** One more row; line ends in it become spaces. */
    public Table row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) row.add(cell.isBlank() ? "-" : cell.strip().replaceAll("\\s*\\R\\s*", " "));
        rows.add(row);
        return this;
    }

    /** A length of time for people: "45s", "12m", "3h05m", "4d". */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) return seconds + "s";
        if (seconds < 3600) return seconds / 60 + "m";
        if (seconds < 86_400) return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
        return seconds / 86_400 + "d";
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < columns - 1; column++) {
                text.append(padded(row.get(column), width(column))).append("  ");
            }
            text.append(row.get(columns - 1)).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
