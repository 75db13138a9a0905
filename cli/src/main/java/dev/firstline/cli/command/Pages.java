package dev.firstline.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads a list page by page. */
final class Pages {

    /** The largest page that a service answers with. */
    static final int LARGEST = 200;

    private Pages() {}

    /**
     * One page.
     *
     * @param nextToken empty on the last one
     */
    record Page<T>(List<T> items, String nextToken) {}

    /** What to ask for. */
    record Ask(int size, String token) {}

    /** As many as there are, at most {@code limit}. */
    static <T> List<T> read(int limit, Function<Ask, Page<T>> read) {
        List<T> all = new ArrayList<>();
        String token = "";
        while (all.size() < limit) {
            Page<T> page = read.apply(new Ask(Math.min(LARGEST, limit - all.size()), token));
            all.addAll(page.items);
            token = page.nextToken;
            if (token.isEmpty()) break;
        }
        return all;
    }
}
