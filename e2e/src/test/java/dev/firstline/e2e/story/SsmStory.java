package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.ssm.SsmStandIn;
import dev.firstline.proto.common.v1.Verdict;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.Outcome;
import dev.firstline.proto.remediation.v1.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** First aid through AWS Systems Manager, whose stand-in speaks the vendor's protocol (CI reads its answers with boto3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SsmStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The services here stand in no catalogue: what is about them goes where all goes that has no channel of its own. */
    private static final String CHANNEL = "C0PAYMENTS";

    private Vendors vendors;
    private TestBed bed;
    private Api ann;

    @BeforeAll
    void startAll() {
        Path folder = Stage.folder("ssm");
        vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.one(Map.of(), 1));
        vendors.slack().channel(CHANNEL, "payments-alerts");
        Map<String, String> files = StoryFiles.withoutRunbooks();
        files.put("policy.yaml", StoryFiles.largeForAll());
        for (String document : List.of(SsmStandIn.SUCCEEDS, SsmStandIn.FAILS)) {
            files.put("runbooks/" + document + ".yaml", StoryFiles.automation(document));
        }
        bed = TestBed.start(
                folder.resolve("cluster"),
                Stage.checkout(),
                vendors,
                files,
                builder -> builder.property(ServiceName.NOTIFY, "firstline.notify.slack.default-channel", CHANNEL));
        ann = bed.api("ann", "viewer");
    }

    @AfterAll
    void stopAll() {
        if (ann != null) ann.close();
        if (bed != null) bed.close();
    }

    @Test
    void anAutomationIsStartedOnceAndItsOutputIsInTheThread() {
        Execution execution = finished(SsmStandIn.SUCCEEDS, "reports");

        assertThat(execution.getVerdict()).isEqualTo(Verdict.VERDICT_RECOVERED);
        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
        assertThat(started(execution)).isEqualTo(1);
        assertThat(asked(execution)).isEqualTo(1);
        assertThat(thread(execution).text()).contains("restart.Output: restarted by " + SsmStandIn.SUCCEEDS);
    }

    @Test
    void aFailedAutomationIsToldAndNeverRepeated() {
        Execution execution = finished(SsmStandIn.FAILS, "billing");

        assertThat(execution.getVerdict()).isEqualTo(Verdict.VERDICT_NEEDS_ATTENTION);
        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_FAILED);
        assertThat(thread(execution).text()).contains("Failed").contains("Script exited with 1");
        assertThat(ann.timeline(execution.getIncidentId()))
                .anyMatch(entry -> entry.getKind().equals("action.failed")
                        && entry.getText().contains("Script exited with 1"));
        assertThat(started(execution)).isEqualTo(1);
        assertThat(asked(execution)).isEqualTo(1);
        assertThat(ann.executions(execution.getIncidentId())).hasSize(1);
    }

    @Test
    void throttlingIsWaitedOut() {
        vendors.ssm()
                .faults()
                .arm(Fault.on("StartAutomationExecution").rateLimited(1).times(2));
        Execution execution = finished(SsmStandIn.SUCCEEDS, "invoices");

        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
        assertThat(started(execution)).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsLostDoesNotStartASecondAutomation() {
        vendors.ssm()
                .faults()
                .arm(Fault.on("StartAutomationExecution").closingAfterEffect().once());
        Execution execution = finished(SsmStandIn.SUCCEEDS, "exports");

        assertThat(action(execution).getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
        assertThat(started(execution)).isEqualTo(1);
    }

    private Execution finished(String document, String service) {
        bed.alertmanager().fire(Alert.of(document, service, "critical"));
        String incident = Await.until("the incident", PATIENCE, () -> ann.incidents(service).stream()
                        .findFirst())
                .getId();
        return Await.until("the execution's end", PATIENCE, () -> ann.executions(incident).stream()
                .filter(Execution::hasEndedTime)
                .findFirst());
    }

    private static Step action(Execution execution) {
        return execution.getStepsList().stream()
                .filter(step -> step.getKind().equals("action"))
                .findFirst()
                .orElseThrow();
    }

    /** The incident's thread, once it tells how the execution ended. */
    private SlackThread thread(Execution execution) {
        String incident = execution.getIncidentId();
        Await.untilTrue("the execution's end on the timeline", PATIENCE, () -> ann.timeline(incident).stream()
                .anyMatch(entry -> entry.getKind().equals("execution.finished")));
        return SlackThread.awaitTold(vendors.slack(), CHANNEL, ann, incident, PATIENCE);
    }

    /** How many automations the stand-in started for this execution: their parameter names its service. */
    private long started(Execution execution) {
        return ofService(execution, vendors.ssm().journal().effects("automation-started"));
    }

    /** How often it was asked to start one. */
    private long asked(Execution execution) {
        return ofService(execution, vendors.ssm().journal().requests("StartAutomationExecution"));
    }

    private long ofService(Execution execution, List<JournalEntry> entries) {
        String service = ann.incident(execution.getIncidentId()).getService();
        return entries.stream()
                .filter(entry -> entry.content().toString().contains("\"" + service + "\""))
                .count();
    }
}
