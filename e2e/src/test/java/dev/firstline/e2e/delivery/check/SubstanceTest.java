package dev.firstline.e2e.delivery.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.check.Facts.Folded;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubstanceTest {

    private static final int ALERTS = 7;

    private final Scene scene = new Scene();

    private List<String> lacks() {
        return Substance.lacks(scene.facts(), ALERTS);
    }

    @Test
    void lacksNothingWhereSomethingOfEverythingHappened() {
        assertThat(lacks()).isEmpty();
    }

    @Test
    void namesAlertsThatWereNotAcknowledgedOrNotCounted() {
        scene.sent.put("aaaa", new Sent(4, 2, true));
        assertThat(lacks()).containsExactly("alerts acknowledged: 6 instead of 7 at the least");
        scene.folded.put("aaaa", new Folded(true, 1, 0, "I1"));
        assertThat(lacks())
                .containsExactly(
                        "alerts acknowledged: 6 instead of 7 at the least",
                        "alerts folded: 5 instead of 7 at the least");
    }

    @Test
    void namesASilentPagerDuty() {
        scene.pages.clear();
        scene.pages.add(new Page("I1/0", false));
        assertThat(lacks()).containsExactly("pages opened: 0 instead of 1 at the least");
    }

    @Test
    void namesASilentSlack() {
        scene.posts.clear();
        assertThat(lacks()).containsExactly("messages in Slack: 0 instead of 1 at the least");
    }

    @Test
    void namesFirstAidThatNeverCame() {
        scene.executions.clear();
        scene.actions.clear();
        scene.actions.add(new Action("N1", "E1", "shop/web", "UNKNOWN"));
        assertThat(lacks())
                .containsExactly(
                        "executions: 0 instead of 1 at the least",
                        "actions that SUCCEEDED: 0 instead of 1 at the least");
    }
}
