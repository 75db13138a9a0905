package dev.firstline.remediation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.DocumentedTelemetry;
import dev.firstline.proto.remediation.v1.ExecutionState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TelemetryDocsTest extends RemediationStories {

    @Inject
    MeterRegistry meters;

    @Test
    void thePageNamesEachSpanAttributeAndMetricAndNoOther() {
        assertThat(DocumentedTelemetry.differences("remediation")).isEmpty();
    }

    @Test
    void eachMeterHasTheLabelsOfThePage() throws Exception {
        tell("Auto", 1, true);
        // What is counted is counted after it is written. Nothing stood in this action's way, so nothing was refused.
        await(execution -> execution.getState() == ExecutionState.EXECUTION_STATE_FINISHED
                && Set.of("firstline_remediation_guard_refusals_total")
                        .containsAll(DocumentedTelemetry.notMade("remediation", meters)));
        assertThat(DocumentedTelemetry.differences(meters)).isEmpty();
    }
}
