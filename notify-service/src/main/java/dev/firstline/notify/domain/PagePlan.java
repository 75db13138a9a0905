package dev.firstline.notify.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides how a channel that pages tells an incident: one page an opening of the incident, named by its reopen count, never opened
 * once it has to be closed.
 */
public final class PagePlan {

    private PagePlan() {}

    /** Where a page stands, as far as it is known. */
    public enum Page {
        /** It may have been opened, or may have to be closed once more. */
        TRIED,
        /** It is open. */
        OPEN,
        /** It is open and somebody has acknowledged it. */
        ACKNOWLEDGED,
        /** It is closed. */
        RESOLVED
    }

    /** What can be done to a page. */
    public enum Act {
        /** Open it. */
        TRIGGER,
        /** Say that somebody has taken it on. */
        ACKNOWLEDGE,
        /** Close it. */
        RESOLVE
    }

    /**
     * One thing to do.
     *
     * @param act what
     * @param reopenCount to which page
     */
    public record Step(Act act, int reopenCount) {}

    /**
     * What is to be done, in this order: who has to get up hears first, what is left of earlier openings is closed after it.
     *
     * @param incident its state
     * @param routed whether its route names this destination; a page that was opened is followed to its end all the same
     * @param pages the pages that were ever tried, by reopen count
     */
    public static List<Step> steps(Incident incident, boolean routed, Map<Integer, Page> pages) {
        List<Step> steps = new ArrayList<>();
        if (!incident.resolved()) {
            Page page = pages.get(incident.reopenCount());
            if (routed && (page == null || page == Page.TRIED)) steps.add(step(Act.TRIGGER, incident));
            if (page == Page.OPEN && incident.acknowledged()) steps.add(step(Act.ACKNOWLEDGE, incident));
        }
        new TreeMap<>(pages).forEach((reopenCount, page) -> {
            boolean due = incident.resolved() || reopenCount != incident.reopenCount();
            if (due && page != Page.RESOLVED) steps.add(new Step(Act.RESOLVE, reopenCount));
        });
        return steps;
    }

    private static Step step(Act act, Incident incident) {
        return new Step(act, incident.reopenCount());
    }

    /**
     * What is to be believed once nothing can arrive late any more: each page that was ever tried, except the open one, has to be
     * closed once more, since a late trigger may have opened it again.
     */
    public static Map<Integer, Page> unsettled(Incident incident, Map<Integer, Page> pages) {
        Map<Integer, Page> believed = new TreeMap<>(pages);
        believed.replaceAll((reopenCount, page) ->
                !incident.resolved() && reopenCount == incident.reopenCount() ? page : Page.TRIED);
        return believed;
    }
}
