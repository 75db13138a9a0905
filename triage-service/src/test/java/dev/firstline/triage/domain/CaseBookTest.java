package dev.firstline.triage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseBookTest {

    private static final PolicyInForce IN = new PolicyInForce(
            Samples.policy(Duration.ZERO, Duration.ZERO), "0123456789abcdef", new Catalogue(Map.of()));

    private final CaseBook book = new CaseBook(IN, Samples.START, Samples.ids(), Map.of(), List.of(), Map.of());
    private AlertState state;
    private long place;

    private void happens(String word, Duration after, Impact impact) {
        happens(word, after, impact, "group");
    }

    private void happens(String word, Duration after, Impact impact, String group) {
        Event event = Samples.event(word, ++place, Samples.START.plus(after));
        if (state == null) state = AlertState.unknown(Samples.ids().get(), event);
        Assessment before = state.assessment();
        Fold folded = Fold.fold(state, event, Duration.ZERO, Samples.ids());
        state = event.firing() ? folded.after().assessed(new Assessment(impact, "r", IN.hash())) : folded.after();
        Step step = new Step(event, folded.change(), before, state, group);
        if (step.concernsIncident()) book.take(step);
    }

    private List<Incident> incidents() {
        return new ArrayList<>(book.incidents());
    }

    private RunbookRequest request() {
        return book.placement(state.episode().id()).request();
    }

    @Test
    void openAndEndWithinOneBatchAreOneResolvedIncident() {
        happens("F", Duration.ZERO, Impact.LARGE);
        happens("R", Duration.ofSeconds(1), Impact.LARGE);
        assertThat(incidents()).hasSize(1);
        assertThat(incidents().get(0).isOpen()).isFalse();
        assertThat(request()).isEqualTo(new RunbookRequest(2, false, "the alert is resolved"));
    }

    @Test
    void aPersonsResolveHoldsForTheSameEpisode() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        Incident incident = incidents().get(0);
        incident.resolve("ann", "", Samples.START);
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:a", Duration.ofSeconds(2), Impact.LARGE);
        assertThat(incident.isOpen()).isFalse();
        assertThat(incident.lines()).anyMatch(line -> line.text().contains("the resolve of ann holds"));
        happens("R:a", Duration.ofSeconds(3), Impact.LARGE);
        happens("F:b", Duration.ofSeconds(4), Impact.LARGE);
        assertThat(incident.isOpen()).isTrue();
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void theSameEpisodeAfterTheReopenWindowIsANewIncident() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:a", Duration.ofHours(1), Impact.LARGE);
        assertThat(incidents()).hasSize(2);
        assertThat(book.placement(state.episode().id()).incidentId())
                .isEqualTo(incidents().get(1).id());
        assertThat(request().wanted()).isTrue();
    }

    @Test
    void anAlertsNextEpisodeInTheSameIncidentIsNoSecondAlert() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        UUID first = state.episode().id();
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:b", Duration.ofSeconds(2), Impact.LARGE);
        assertThat(incidents()).hasSize(1);
        assertThat(incidents().get(0).head().alerts()).isEqualTo(1);
        assertThat(incidents().get(0).head().firing()).isEqualTo(1);
        assertThat(book.placement(first).superseded()).isTrue();
        assertThat(book.placement(state.episode().id()).superseded()).isFalse();
    }

    @Test
    void anEpisodeThatGoesOnInAnotherIncidentLeavesTheFirst() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:a", Duration.ofHours(1), Impact.LARGE);
        assertThat(incidents()).extracting(incident -> incident.head().alerts()).containsExactly(0, 1);
    }

    @Test
    void theEpisodeBeforeOneThatGoesOnElsewhereStandsForItsAlertAgain() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        UUID first = state.episode().id();
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:b", Duration.ofSeconds(2), Impact.LARGE);
        happens("R:b", Duration.ofSeconds(3), Impact.LARGE);
        happens("F:b", Duration.ofHours(1), Impact.LARGE);
        assertThat(incidents()).extracting(incident -> incident.head().alerts()).containsExactly(1, 1);
        assertThat(book.placement(first).superseded()).isFalse();
        assertThat(book.placement(state.episode().id()).supersedes()).isNull();
    }

    @Test
    void anAlertThatLeavesItsGroupAndComesBackIsNoSecondAlert() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        UUID first = state.episode().id();
        happens("R:a", Duration.ofSeconds(1), Impact.LARGE);
        happens("F:b", Duration.ofSeconds(2), Impact.LARGE, "other");
        UUID elsewhere = state.episode().id();
        happens("R:b", Duration.ofSeconds(3), Impact.LARGE, "other");
        happens("F:c", Duration.ofSeconds(4), Impact.LARGE);
        assertThat(incidents()).extracting(incident -> incident.head().alerts()).containsExactly(1, 1);
        assertThat(book.placement(first).superseded()).isTrue();
        assertThat(book.placement(elsewhere).superseded()).isFalse();
        assertThat(book.placement(state.episode().id()).supersedes()).isEqualTo(first);
    }

    @Test
    void runbooksStartOnlyWhereTheResponseSaysSo() {
        happens("F:a", Duration.ZERO, Impact.UNKNOWN);
        assertThat(request()).isEqualTo(RunbookRequest.NEVER);
        happens("F:a", Duration.ofSeconds(1), Impact.LARGE);
        assertThat(request()).isEqualTo(new RunbookRequest(1, true, ""));
        assertThat(incidents().get(0).head().impact()).isEqualTo(Impact.LARGE);
    }

    @Test
    void settlingTellsOfAllOfIt() {
        happens("F:a", Duration.ZERO, Impact.LARGE);
        Instant now = Samples.START;
        assertThat(incidents().get(0).settle(now).handOver()).isEqualTo(now);
        assertThat(book.changedPlacements()).hasSize(1);
    }
}
