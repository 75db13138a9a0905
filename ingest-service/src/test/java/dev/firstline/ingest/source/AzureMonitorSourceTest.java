package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Severity;
import dev.firstline.ingest.testing.Readings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureMonitorSourceTest {

    private static final Readings AZURE = new Readings(new AzureMonitorSource());
    private static final String FIRED = AZURE.text("fired.json");

    @Test
    void resolvedIsTheAlertOfFired() {
        Event fired = AZURE.event(FIRED);
        Event resolved = AZURE.sample("resolved.json");
        assertThat(resolved.fingerprint()).isEqualTo(fired.fingerprint());
        assertThat(resolved.status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(resolved.endedTime()).isPresent();
        assertThat(fired.endedTime()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Sev0, CRITICAL", "Sev1, ERROR", "Sev2, WARNING", "Sev3, INFO", "Sev4, INFO", "Sev9, UNSPECIFIED"})
    void sev0IsTheWorst(String word, Severity severity) {
        Event event = AZURE.event(FIRED.replace("\"Sev1\"", "\"" + word + "\""));
        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.labels()).containsEntry("severity", word);
    }

    @Test
    void theTargetIsTakenApart() {
        assertThat(AZURE.event(FIRED).labels())
                .containsEntry("resource_group", "shop")
                .containsEntry("resource_type", "microsoft.compute/virtualmachines")
                .containsEntry("resource_name", "shop-vm-2")
                .containsEntry("metric", "Percentage CPU");
        assertThat(AZURE.event(FIRED).service()).isEqualTo("shop");
    }

    @Test
    void anAlertOfManagedPrometheusBringsItsLabels() {
        String body = FIRED.replace(
                "\"alertContext\":{",
                "\"alertContext\":{\"labels\":{\"namespace\":\"shop\",\"deployment\":\"cart\"},"
                        + "\"annotations\":{\"runbook_url\":\"https://runbooks.example.com/cart\"},");
        Event event = AZURE.event(body);
        assertThat(event.resource()).isPresent();
        assertThat(event.links().getLast().url()).isEqualTo("https://runbooks.example.com/cart");
    }

    @Test
    void theNextFiringIsTheSameAlertInAnotherEpisode() {
        Event first = AZURE.event(FIRED);
        Event next = AZURE.event(FIRED.replace("b9569717", "c0000000"));
        assertThat(next.fingerprint()).hasSize(32).isEqualTo(first.fingerprint());
        assertThat(next.episode()).isNotEqualTo(first.episode());
        assertThat(first.episode().neverReturns()).isTrue();
    }

    @Test
    void targetsAndDimensionsTellTheAlertsOfOneRuleApart() {
        Event event = AZURE.event(FIRED);
        Event upper = AZURE.event(FIRED.replace("/virtualmachines/shop-vm-2\"]", "/virtualMachines/SHOP-VM-2\"]"));
        Event target = AZURE.event(FIRED.replace("/virtualmachines/shop-vm-2\"]", "/virtualmachines/shop-vm-3\"]"));
        Event dimension = AZURE.event(FIRED.replace("3efad9dc", "4efad9dc"));
        assertThat(event.fingerprint()).isEqualTo(upper.fingerprint());
        assertThat(List.of(event, target, dimension))
                .extracting(Event::fingerprint)
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutARuleAndOfTheActivityLogTheIdTells() {
        String id = "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.AlertsManagement/alerts/"
                + "b9569717-bc32-442f-add5-83a997729330";
        Event log = AZURE.event(FIRED.replace("\"Metric\"", "\"Activity Log\""));
        assertThat(log.fingerprint()).isEqualTo(id);
        assertThat(log.partialReasons()).isEmpty();
        Event nameless = AZURE.event(FIRED.replaceAll("\"(alertRule|alertRuleID)\":\"[^\"]*\",", ""));
        assertThat(nameless.fingerprint()).isEqualTo(id);
        assertThat(nameless.partialReasons())
                .containsExactly("alertRuleID and alertRule are missing; alertId was used");
        String without = FIRED.replaceAll("\"(alertId|originAlertId)\":\"[^\"]*\",", "");
        assertThat(AZURE.event(without).fingerprint())
                .isEqualTo(AZURE.event(FIRED).fingerprint());
    }

    @Test
    void anotherSchemaIsUnreadableAndSaysWhatToDo() {
        assertThat(AZURE.of("{\"schemaId\":\"AzureMonitorMetricAlert\",\"data\":{\"version\":\"2.0\"}}"))
                .isEqualTo(new Reading.Unreadable(
                        "data.essentials is missing: enable the common alert schema in the action group"));
    }

    @Test
    void wrongTypesLoseNothing() {
        Event event = AZURE.event(FIRED.replace("\"description\":\"CPU over 90 %\"", "\"description\":[]")
                .replace("\"dimensions\":[", "\"dimensions\":[3,")
                .replace("\"Fired\"", "\"Maybe\""));
        assertThat(event.status()).isEqualTo(EventStatus.FIRING);
        assertThat(event.partialReasons())
                .containsExactlyInAnyOrder(
                        "data.essentials.description is a list, not a text; it was left out",
                        "data.alertContext.condition.allOf[0].dimensions[0] is a number, not a pair; it was left out",
                        "monitorCondition says nothing known ('Maybe'); firing was taken");
    }
}
