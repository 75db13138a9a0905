package dev.firstline.remediation.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a measurement saw.
 *
 * @param rows at most {@link #MAX_ROWS}
 * @param total how many there were
 */
public record QueryResult(List<Row> rows, int total) {

    /** More than anybody reads; what a step stores is bounded. */
    public static final int MAX_ROWS = 100;

    private static final int SHOWN_ROWS = 5;

    public QueryResult {
        rows = List.copyOf(rows);
        if (rows.size() > MAX_ROWS) throw new IllegalArgumentException("at most " + MAX_ROWS + " rows are kept");
    }

    /**
     * One row.
     *
     * @param labels its labels, by name
     * @param value its number, which may be NaN or infinite
     */
    public record Row(Map<String, String> labels, double value) {

        public Row {
            labels = Map.copyOf(labels);
        }

        @Override
        public String toString() {
            String number = value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
            return labels.isEmpty() ? number : new TreeMap<>(labels) + " " + number;
        }
    }

    /** As CEL expressions see it: {@code rows} (labels and {@code value}), {@code count}. */
    public Map<String, Object> variables() {
        List<Map<String, Object>> maps = rows.stream()
                .map(row -> {
                    Map<String, Object> map = new HashMap<>(row.labels());
                    map.put("value", row.value());
                    return map;
                })
                .toList();
        return Map.of("rows", maps, "count", (long) total);
    }

    /** In a line, for people. */
    public String inWords() {
        if (rows.isEmpty()) return "no rows";
        String shown = rows.stream().limit(SHOWN_ROWS).map(Row::toString).collect(Collectors.joining("; "));
        return total <= SHOWN_ROWS ? shown : shown + "; and " + (total - SHOWN_ROWS) + " more";
    }
}
