package dev.firstline.notify.domain;

import static dev.firstline.notify.domain.PagePlan.Act.ACKNOWLEDGE;
import static dev.firstline.notify.domain.PagePlan.Act.RESOLVE;
import static dev.firstline.notify.domain.PagePlan.Act.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.PagePlan.Page;
import dev.firstline.notify.domain.PagePlan.Step;
import dev.firstline.notify.testing.Incidents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagePlanTest {

    enum Row {
        OPEN_IS_PAGED(Incidents.open(0), true, Map.of(), new Step(TRIGGER, 0)),
        NOT_ROUTED_PAGES_NOBODY(Incidents.open(0), false, Map.of()),
        OVER_BEFORE_ITS_PAGE_PAGES_NOBODY(Incidents.resolved(0), true, Map.of()),
        AN_UNSEEN_TRIGGER_IS_REPEATED(Incidents.open(0), true, Map.of(0, Page.TRIED), new Step(TRIGGER, 0)),
        AN_UNSEEN_TRIGGER_IS_CLOSED_ONCE_IT_IS_OVER(
                Incidents.resolved(0), true, Map.of(0, Page.TRIED), new Step(RESOLVE, 0)),
        OPEN_STAYS_OPEN(Incidents.open(0), true, Map.of(0, Page.OPEN)),
        ACKNOWLEDGED_HERE_IS_ACKNOWLEDGED_THERE(
                Incidents.acknowledged(0), true, Map.of(0, Page.OPEN), new Step(ACKNOWLEDGE, 0)),
        ACKNOWLEDGED_ONCE_IS_ENOUGH(Incidents.acknowledged(0), true, Map.of(0, Page.ACKNOWLEDGED)),
        OVER_IS_CLOSED(Incidents.resolved(0), true, Map.of(0, Page.ACKNOWLEDGED), new Step(RESOLVE, 0)),
        CLOSED_STAYS_CLOSED(Incidents.resolved(0), true, Map.of(0, Page.RESOLVED)),
        A_PAGE_IS_FOLLOWED_TO_ITS_END_WHEN_THE_ROUTE_HAS_CHANGED(
                Incidents.resolved(0), false, Map.of(0, Page.OPEN), new Step(RESOLVE, 0)),
        REOPENED_PAGES_AGAIN(Incidents.open(1), true, Map.of(0, Page.RESOLVED), new Step(TRIGGER, 1)),
        WHO_HAS_TO_GET_UP_HEARS_BEFORE_OLD_PAGES_ARE_CLOSED(
                Incidents.open(1), true, Map.of(0, Page.OPEN), new Step(TRIGGER, 1), new Step(RESOLVE, 0));

        private final Incident incident;
        private final boolean routed;
        private final Map<Integer, Page> pages;
        private final List<Step> expected;

        Row(Incident incident, boolean routed, Map<Integer, Page> pages, Step... expected) {
            this.incident = incident;
            this.routed = routed;
            this.pages = pages;
            this.expected = List.of(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDoneNext(Row row) {
        assertThat(PagePlan.steps(row.incident, row.routed, row.pages)).isEqualTo(row.expected);
    }

    @Test
    void theRepairClosesEveryPageExceptTheOpenOne() {
        Map<Integer, Page> pages = Map.of(0, Page.RESOLVED, 1, Page.ACKNOWLEDGED);
        assertThat(PagePlan.unsettled(Incidents.open(1), pages)).isEqualTo(Map.of(0, Page.TRIED, 1, Page.ACKNOWLEDGED));
        assertThat(PagePlan.unsettled(Incidents.resolved(1), pages)).isEqualTo(Map.of(0, Page.TRIED, 1, Page.TRIED));
    }
}
