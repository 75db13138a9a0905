package dev.firstline.notify.domain;

import java.util.List;

/** One thing to do at a vendor. Each channel has its own kinds. */
public interface Operation {

    /** A page: somebody has to get up. */
    int PAGE = 0;

    /** The first message about an incident. */
    int FIRST = 1;

    /** What follows in its thread, and edits. */
    int UPDATE = 2;

    /** What it is called in the list of deliveries and in metrics: "post", "edit", "trigger" … */
    String name();

    /** What it says, in a line. */
    String summary();

    /** Which budgets it needs a place in; all of them. */
    List<Budget> budgets();

    /** Who goes first where a budget is short, the lowest: {@link #PAGE}, {@link #FIRST}, {@link #UPDATE}. */
    int priority();

    /** Whether it brings something to somebody, so that it is written down as a delivery; looking does not. */
    default boolean delivers() {
        return true;
    }

    /** What has to be known from the intent on, whether or not its end is seen. */
    default Told begun(Told told) {
        return told;
    }
}
