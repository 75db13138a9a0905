package dev.firstline.e2e.standin.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.RateWindow;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import dev.firstline.e2e.standin.pagerduty.PagerDutyIncident.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagerDutyStandInTest {
    private PagerDutyStandIn pagerDuty;
    private Wire wire;

    @BeforeEach
    void start() {
        pagerDuty = PagerDutyStandIn.start(Setup.anyPort());
        wire = new Wire(pagerDuty.baseUrl(), Map.of());
    }

    @AfterEach
    void close() {
        pagerDuty.close();
    }

    @Test
    void triggerOpensAnIncidentAndItsRepeatJoinsIt() throws Exception {
        Wire.Got got = send(event("trigger", "i-1"));
        send(event("trigger", "i-1"));

        assertThat(got.status()).isEqualTo(202);
        assertThat(got.json())
                .isEqualTo(Json.object()
                        .put("status", "success")
                        .put("message", "Event processed")
                        .put("dedup_key", "i-1"));
        assertThat(pagerDuty.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.status()).isEqualTo(Status.TRIGGERED);
            assertThat(incident.history()).hasSize(2);
        });
        assertThat(effects()).containsExactly("opened", "deduplicated");
    }

    @Test
    void triggerAfterAResolveOpensANewIncident() throws Exception {
        for (String action : List.of("trigger", "acknowledge", "resolve", "trigger")) send(event(action, "i-1"));

        assertThat(pagerDuty.incidents("i-1"))
                .extracting(PagerDutyIncident::status)
                .containsExactly(Status.RESOLVED, Status.TRIGGERED);
        assertThat(effects()).containsExactly("opened", "acknowledged", "resolved", "opened");
    }

    @Test
    void acknowledgementAndResolveThatFindNothingOpenAreAcceptedAndDoNothing() throws Exception {
        assertThat(send(event("resolve", "i-9")).status()).isEqualTo(202);
        send(event("trigger", "i-1"));
        send(event("resolve", "i-1"));
        assertThat(send(event("acknowledge", "i-1")).status()).isEqualTo(202);

        assertThat(pagerDuty.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.status()).isEqualTo(Status.RESOLVED);
            assertThat(incident.history()).hasSize(2);
        });
    }

    @Test
    void acknowledgedIncidentStaysSoWhenItIsTriggeredAgain() throws Exception {
        for (String action : List.of("trigger", "acknowledge", "trigger")) send(event(action, "i-1"));

        assertThat(pagerDuty.incidents()).singleElement().satisfies(incident -> assertThat(incident.status())
                .isEqualTo(Status.ACKNOWLEDGED));
    }

    @Test
    void dedupKeyIsMadeUpWhereATriggerHasNone() throws Exception {
        ObjectNode event = event("trigger", "");
        event.remove("dedup_key");

        String made = send(event).json().path("dedup_key").asText();

        assertThat(made).hasSize(32);
        assertThat(pagerDuty.incidents(made)).hasSize(1);
    }

    @Test
    void everythingWrongWithAnEventIsSaid() throws Exception {
        ObjectNode event = Json.object().put("routing_key", "short-key").put("event_action", "trigger");
        event.putObject("payload").put("summary", "s").put("severity", "bad");

        Wire.Got got = send(event);

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().path("status").asText()).isEqualTo("invalid event");
        assertThat(got.json().path("message").asText()).isEqualTo("Event object is invalid");
        assertThat(got.json().path("errors"))
                .extracting(error -> error.asText())
                .containsExactly(
                        "Length of 'routing_key' is incorrect (should be 32 characters)",
                        "'routing_key' cannot contain non-alphanumeric characters.",
                        "'payload.source' is missing or blank",
                        "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
        assertThat(send(event("shout", "i-1")).json().path("errors").get(0).asText())
                .startsWith("'event_action' is invalid");
        assertThat(send(event("resolve", "")).json().path("errors").get(0).asText())
                .isEqualTo("'dedup_key' is missing or blank");
    }

    @Test
    void unknownRoutingKeyIsRefusedInPlainText() throws Exception {
        Wire.Got got = send(event("trigger", "i-1").put("routing_key", "0".repeat(32)));

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.text()).isEqualTo("Invalid routing key");
        assertThat(pagerDuty.incidents()).isEmpty();
    }

    @Test
    void whatIsNoJsonIsCalledUnrecognized() throws Exception {
        Wire.Got got = wire.send("POST", "/v2/enqueue", "application/json", "{");

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().path("status").asText()).isEqualTo("Unrecognized object");
    }

    @Test
    void incidentsOfTwoIntegrationsAreApart() throws Exception {
        String other = "1".repeat(32);
        pagerDuty.integration(other);
        send(event("trigger", "i-1"));
        send(event("trigger", "i-1").put("routing_key", other));
        send(event("resolve", "i-1"));

        assertThat(pagerDuty.incidents("i-1"))
                .extracting(PagerDutyIncident::status)
                .containsExactly(Status.RESOLVED, Status.TRIGGERED);
    }

    @Test
    void limitAndFaultsAnswerAsPagerDutyDoes() throws Exception {
        pagerDuty.limit(RateWindow.Rate.perMinute(1));
        send(event("trigger", "i-1"));
        assertThat(send(event("trigger", "i-2")).json().path("status").asText()).isEqualTo("throttle exceeded");

        pagerDuty.faults().arm(Fault.on("resolve").failing(503).once());
        assertThat(send(event("resolve", "i-1")).status()).isEqualTo(503);
        assertThat(pagerDuty.incidents()).hasSize(1);
    }

    private Wire.Got send(ObjectNode event) throws Exception {
        return wire.post("/v2/enqueue", event);
    }

    private List<String> effects() {
        return pagerDuty.journal().entries().stream()
                .filter(entry -> entry.line() == JournalEntry.Line.EFFECT)
                .map(JournalEntry::kind)
                .toList();
    }

    private static ObjectNode event(String action, String dedupKey) {
        ObjectNode event = Json.object().put("routing_key", PagerDutyStandIn.ROUTING_KEY);
        event.put("event_action", action).put("dedup_key", dedupKey);
        event.putObject("payload")
                .put("summary", "Checkout fails")
                .put("source", "firstline")
                .put("severity", "critical");
        return event;
    }
}
