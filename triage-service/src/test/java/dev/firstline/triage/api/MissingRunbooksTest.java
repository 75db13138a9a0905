package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.TimelineEntry;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MissingRunbooksTest extends TriageStories {

    private static final String NONE = "it matches none of the 2 in force (a, b)";

    @Test
    void anIncidentThatNoRunbookIsForSaysSoOnce() {
        neighbours.hasNoRunbook(region, NONE);
        sender.send(firing(fingerprint("a"), "PayDown", region), firing(fingerprint("b"), "PayDown", region));
        String id = incident().getId();
        String alert = alert(fingerprint("a")).getId();
        whenRemediationHasHeardOf(fingerprint("a"), fingerprint("b"));
        assertThat(missing(id)).singleElement().satisfies(line -> {
            assertThat(line.getText()).startsWith("No runbook is for PayDown ").endsWith(": " + NONE + ".");
            assertThat(line.getActor()).isEqualTo("remediation");
            assertThat(line.getAlertId()).isIn(alert, alert(fingerprint("b")).getId());
        });
        eventually("notify hears of it", () -> neighbours.lines(id).stream()
                .anyMatch(line -> line.getKind().equals("runbook.missing")));
    }

    @Test
    void anotherReasonIsSaidAnewAndAnAlertWithARunbookSaysNothing() {
        neighbours.hasNoRunbook(region, NONE);
        sender.send(firing(fingerprint("a"), "PayDown", region));
        whenRemediationHasHeardOf(fingerprint("a"));
        neighbours.hasNoRunbook(region, "there are no runbooks in force");
        sender.send(resolved(fingerprint("a"), "PayDown", region), firing(fingerprint("a"), "PayDown", region));
        whenRemediationHasHeardOf(fingerprint("a"));
        neighbours.hasNoRunbook(region, "");
        sender.send(firing(fingerprint("c"), "PayDown", region));
        whenRemediationHasHeardOf(fingerprint("c"));
        assertThat(missing(incident().getId()))
                .extracting(TimelineEntry::getText)
                .hasSize(2)
                .satisfiesExactly(first -> assertThat(first).endsWith(NONE + "."), second -> assertThat(second)
                        .endsWith("there are no runbooks in force."));
    }

    private List<TimelineEntry> missing(String incident) {
        return timeline(incident).stream()
                .filter(line -> line.getKind().equals("runbook.missing"))
                .toList();
    }

    /** The work is gone only after its answer was taken in. */
    private void whenRemediationHasHeardOf(String... fingerprints) {
        for (String fingerprint : fingerprints) {
            String episode = alert(fingerprint).getEpisodeId();
            eventually(
                    "remediation has heard of " + fingerprint,
                    () -> !neighbours.requests(episode).isEmpty() && !isDue("remediation.episode", episode));
        }
    }

    private boolean isDue(String kind, String key) {
        return transactions.single(tx -> tx.query("select 1 from due_work where kind = $1 and key = $2", kind, key)
                        .size()
                > 0);
    }
}
