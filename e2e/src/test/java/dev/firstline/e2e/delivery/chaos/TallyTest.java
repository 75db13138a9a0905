package dev.firstline.e2e.delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void isEnoughWhereTheDatabaseAndEachServiceWereKilledAndHalfOfItWasTelling() {
        for (String service : List.of("ingest-1", "ingest-2", "triage-2", "remediation-1")) tally.killed(service);
        for (String victim : List.of("notify-1", "postgres")) tally.killed(victim);
        tally.killed("postgres");
        for (int i = 0; i < 3; i++) tally.killed("triage-1");
        for (int i = 0; i < 10; i++) tally.tellingKill("notify-2", "message sent, not answered");
        assertThat(tally.lacks(20)).isEmpty();
    }

    @Test
    void namesWhatWasNotStruck() {
        tally.killed("postgres");
        for (int i = 0; i < 9; i++) tally.killed("ingest-1");
        for (int i = 0; i < 9; i++) tally.tellingKill("notify-2", "message sent, not answered");
        assertThat(tally.lacks(20))
                .containsExactly(
                        "kills: 19 instead of 20",
                        "kills in a telling moment: 9 instead of 10",
                        "kills of the database: 1 instead of 2",
                        "services killed: 2 instead of 4");
    }

    @Test
    void demandsLessOfFewKills() {
        assertThat(tally.lacks(0)).isEmpty();
        tally.tellingKill("notify-2", "message sent, not answered");
        assertThat(tally.lacks(1)).isEmpty();
        tally.killed("postgres");
        assertThat(tally.lacks(2)).isEmpty();
        tally.tellingKill("notify-2", "edit sent, not answered");
        tally.killed("triage-1");
        assertThat(tally.lacks(4)).isEmpty();
    }
}
