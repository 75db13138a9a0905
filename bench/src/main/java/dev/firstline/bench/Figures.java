package dev.firstline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a program measured: rows under headings, and what has to be known to read them.
 *
 * @param program its name
 * @param title what was measured, with units
 * @param columns the headings
 * @param rows cells: texts, whole numbers, or numbers that are shown with one decimal; null where there is nothing to tell
 * @param notes one line each
 */
public record Figures(String program, String title, List<String> columns, List<List<Object>> rows, List<String> notes) {

    public Figures {
        columns = List.copyOf(columns);
        rows = rows.stream().map(Figures::copy).toList();
        notes = List.copyOf(notes);
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) throw new IllegalArgumentException(row + " under " + columns);
        }
    }

    // List.copyOf refuses null, which is a cell without a figure.
    private static List<Object> copy(List<Object> row) {
        return java.util.Collections.unmodifiableList(new ArrayList<>(row));
    }

    /** For people: a table with its numbers to the right, and the notes. */
    public String text() {
        StringBuilder text =
                new StringBuilder(program).append(": ").append(title).append("\n\n");
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (List<Object> row : rows) lines.add(row.stream().map(Figures::shown).toList());
        for (List<String> line : lines) {
            for (int column = 0; column < columns.size(); column++) {
                int width = width(lines, column);
                text.append("  ")
                        .append(isNumeric(column) ? left(line.get(column), width) : right(line.get(column), width));
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        text.append('\n');
        for (String note : notes) text.append("  ").append(note).append('\n');
        return text.toString();
    }

    /** For programs: each row an object by its headings. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", program);
        json.put("title", title);
        json.put("rows", rows.stream().map(this::object).toList());
        json.put("notes", notes);
        return json;
    }

    private Map<String, Object> object(List<Object> row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) object.put(columns.get(column), row.get(column));
        return object;
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(cell -> cell == null || cell instanceof Number);
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static String left(String cell, int width) {
        return " ".repeat(width - cell.length()) + cell;
    }

    private static String right(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }

    private static String shown(Object cell) {
        return switch (cell) {
            case null -> "-";
            case Double number -> String.format(Locale.ROOT, "%,.1f", number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> cell.toString();
        };
    }
}
