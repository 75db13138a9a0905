package dev.firstline.notify.channel.pagerduty;

import dev.firstline.notify.domain.PagePlan.Page;
import dev.firstline.notify.domain.Told;
import java.util.Map;
import java.util.TreeMap;

/** The pages of an incident, as facts of {@link Told}: "page.0" is "OPEN". */
final class Pages {

    private static final String PREFIX = "page.";

    private Pages() {}

    static Map<Integer, Page> of(Told told) {
        Map<Integer, Page> pages = new TreeMap<>();
        told.facts().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                pages.put(Integer.parseInt(name.substring(PREFIX.length())), Page.valueOf(value));
            }
        });
        return pages;
    }

    static Told with(Told told, int reopenCount, Page page) {
        return told.with(PREFIX + reopenCount, page.name());
    }

    static Told with(Told told, Map<Integer, Page> pages) {
        Told all = told;
        for (var page : pages.entrySet()) all = with(all, page.getKey(), page.getValue());
        return all;
    }
}
