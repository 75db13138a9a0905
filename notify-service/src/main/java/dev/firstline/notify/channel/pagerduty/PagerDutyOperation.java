package dev.firstline.notify.channel.pagerduty;

import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.PagePlan;
import dev.firstline.notify.domain.Told;
import java.util.List;
import java.util.Locale;

/**
 * An event for PagerDuty.
 *
 * @param step what is done to which page
 * @param dedupKey the page's name: the incident's id and its reopen count
 * @param summary what it says
 * @param budgets which budget it needs
 */
record PagerDutyOperation(PagePlan.Step step, String dedupKey, String summary, List<Budget> budgets)
        implements Operation {

    @Override
    public String name() {
        return step.act().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int priority() {
        return step.act() == PagePlan.Act.TRIGGER ? PAGE : UPDATE;
    }

    // From the intent on the page may be open: whoever comes next has to close it, whether or not this one's end is
    // seen.
    @Override
    public Told begun(Told told) {
        return step.act() == PagePlan.Act.TRIGGER ? Pages.with(told, step.reopenCount(), PagePlan.Page.TRIED) : told;
    }
}
