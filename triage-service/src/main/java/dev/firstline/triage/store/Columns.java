package dev.firstline.triage.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Rows turned into columns: one array an argument, so that one statement with {@code unnest} writes them all, however many.
 *
 * @param <T> a row
 */
final class Columns<T> {

    private final List<T> rows;
    private final List<Object> arguments = new ArrayList<>();

    Columns(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    Columns<T> uuids(Function<T, UUID> column) {
        arguments.add(rows.stream().map(column).toArray(UUID[]::new));
        return this;
    }

    Columns<T> texts(Function<T, String> column) {
        arguments.add(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    Columns<T> words(Function<T, Enum<?>> column) {
        return texts(row -> {
            Enum<?> word = column.apply(row);
            return word == null ? null : word.name();
        });
    }

    Columns<T> longs(Function<T, Long> column) {
        arguments.add(rows.stream().map(column).toArray(Long[]::new));
        return this;
    }

    Columns<T> integers(Function<T, Integer> column) {
        arguments.add(rows.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    Columns<T> booleans(Function<T, Boolean> column) {
        arguments.add(rows.stream().map(column).toArray(Boolean[]::new));
        return this;
    }

    Columns<T> times(Function<T, Instant> column) {
        arguments.add(rows.stream().map(row -> offset(column.apply(row))).toArray(OffsetDateTime[]::new));
        return this;
    }

    Object[] arguments() {
        return arguments.toArray();
    }

    static OffsetDateTime offset(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
