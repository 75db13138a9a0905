package dev.firstline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.firstline.cli.command.Shell.Ran;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.GetExecutionRequest;
import dev.firstline.proto.remediation.v1.KillSwitch.Scope;
import dev.firstline.proto.remediation.v1.RejectRequest;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.ResolveRequest;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RemoteCommandsTest extends RemoteCommands {

    @Test
    void incidentsTurnsPagesAndPassesItsFilters() {
        Ran ran = shell.run("incidents", "--status", "open", "--service", "checkout", "--impact", "LARGE");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(3).anyMatch(line -> line.contains("Payments fail"));
        ListIncidentsRequest last = services.lastRequest(ListIncidentsRequest.class);
        assertThat(last.getStatus()).isEqualTo(IncidentStatus.INCIDENT_STATUS_OPEN);
        assertThat(last.getService()).isEqualTo("checkout");
        assertThat(last.getImpact()).isEqualTo(Impact.IMPACT_LARGE);
        assertThat(last.getPageToken()).isEqualTo("more");
    }

    @Test
    void incidentsAsJsonHasEveryFieldThere() {
        Ran ran = shell.run("incidents", "--output", "json", "--limit", "1");
        JsonObject first = JsonParser.parseString(ran.out())
                .getAsJsonObject()
                .getAsJsonArray("incidents")
                .get(0)
                .getAsJsonObject();
        assertThat(first.get("impact").getAsString()).isEqualTo("IMPACT_LARGE");
        assertThat(first.get("reopenCount").getAsInt()).isZero();
    }

    @Test
    void showTellsAlertsTimelineExecutionsAndDeliveries() {
        Ran ran = shell.run("show", FakeServices.INCIDENT.getId());
        assertThat(ran.out())
                .contains(
                        "[INVESTIGATING] Payments fail",
                        "alert-1",
                        "entry 1",
                        "entry 2",
                        "guard kill-switch",
                        "#checkout");
        JsonObject json = JsonParser.parseString(shell.run("show", FakeServices.INCIDENT.getId(), "-o", "json")
                        .out())
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("timeline")).hasSize(2);
        assertThat(json.keySet()).containsExactly("incident", "timeline", "executions", "deliveries");
    }

    @Test
    void showTellsWhatThereIsWhileAServiceIsAway() {
        Ran ran = shell.run("show", FakeServices.INCIDENT.getId(), "--address", "remediation=127.0.0.1:1");
        assertThat(ran.out()).contains("alert-1", "entry 2", "unknown: can't reach remediation", "#checkout");
        assertThat(ran.exitCode()).isEqualTo(3);
        Ran json =
                shell.run("show", FakeServices.INCIDENT.getId(), "-o", "json", "--address", "remediation=127.0.0.1:1");
        JsonObject shown = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(shown.get("executions").isJsonNull()).isTrue();
        assertThat(shown.getAsJsonArray("timeline")).hasSize(2);
        assertThat(json.exitCode()).isEqualTo(3);
    }

    @Test
    void changesCarryARequestIdAndTheReason() {
        assertThat(shell.run("ack", "i-1").exitCode()).isZero();
        assertThat(services.lastRequest(AcknowledgeRequest.class).getRequestId())
                .isNotEmpty();
        assertThat(shell.run("resolve", "i-1", "--reason", "fixed by hand").exitCode())
                .isZero();
        assertThat(services.lastRequest(ResolveRequest.class).getReason()).isEqualTo("fixed by hand");
        assertThat(shell.run("decide", "a-1", "small", "--reason", "one user").exitCode())
                .isZero();
        assertThat(services.lastRequest(DecideRequest.class).getImpact()).isEqualTo(Impact.IMPACT_SMALL);
    }

    @Test
    void decideWithoutAReasonOrWithAnUnknownImpactIsWrongUsage() {
        assertThat(shell.run("decide", "a-1", "small").exitCode()).isEqualTo(2);
        Ran ran = shell.run("decide", "a-1", "huge", "--reason", "x");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("'huge' is none of unknown, small, medium, large");
        assertThat(shell.run("decide", "a-1", "unknown", "--reason", "x").exitCode())
                .isEqualTo(2);
        assertThat(services.requests).isEmpty();
    }

    @Test
    void approveShowsThePlanAndAsks() {
        Ran ran = shell.withPersonWhoSays(true).run("approve", "execution-1");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("kubernetes.rollout-restart", "deployment shop/checkout");
        assertThat(services.lastRequest(ApproveRequest.class).getPlanHash()).isEqualTo(FakeRemediation.PLAN);
    }

    @Test
    void approveDoesNothingWhereThePersonSaysNoOrNobodyCanBeAsked() {
        assertThat(shell.withPersonWhoSays(false).run("approve", "execution-1").exitCode())
                .isEqualTo(1);
        Ran ran = shell.run("approve", "execution-1");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--plan " + FakeRemediation.PLAN);
        assertThat(services.requests).hasOnlyElementsOfType(GetExecutionRequest.class);
    }

    @Test
    void approveOfANamedPlanAsksNobody() {
        assertThat(shell.run("approve", "execution-1", "--plan", "abc").exitCode())
                .isZero();
        assertThat(services.lastRequest(ApproveRequest.class).getPlanHash()).isEqualTo("abc");
    }

    @Test
    void approveOfWhatDoesNotWaitSaysWhereItStands() {
        services.remediation.state = ExecutionState.EXECUTION_STATE_FINISHED;
        Ran ran = shell.withPersonWhoSays(true).run("approve", "execution-1");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("waits for nobody: it is finished (a reason)");
    }

    @Test
    void rejectNamesThePlanThatWaits() {
        assertThat(shell.run("reject", "execution-1", "--reason", "no").exitCode())
                .isZero();
        assertThat(services.lastRequest(RejectRequest.class).getPlanHash()).isEqualTo(FakeRemediation.PLAN);
    }

    @Test
    void killSwitchNeedsAReasonToStopAndHasOneScope() {
        assertThat(shell.run("kill-switch", "on").exitCode()).isEqualTo(2);
        assertThat(shell.run("kill-switch", "on", "--runbook", "a", "--target", "b", "--reason", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(services.requests).isEmpty();
        assertThat(shell.run("kill-switch", "on", "--runbook", "a", "--reason", "x")
                        .out())
                .contains("kill switch ON for runbook a", "No action of a runs.");
        assertThat(shell.run("kill-switch", "off").exitCode()).isZero();
        assertThat(services.lastRequest(SetKillSwitchRequest.class).getScope()).isEqualTo(Scope.SCOPE_EVERYTHING);
    }

    @Test
    void runbooksTellsWhichKillSwitchesAreOn() {
        assertThat(shell.run("runbooks").out()).contains("payments-5xx", "kill switch ON for runbook payments-5xx");
    }

    @Test
    void theTokenComesFromTheOptionThenTheVariableThenTheLocalCluster() throws IOException {
        Path file = Files.writeString(home.resolve("mine"), "option-token");
        shell.run("runbooks");
        shell.with("FIRSTLINE_TOKEN", "variable-token").run("runbooks");
        shell.with("FIRSTLINE_TOKEN", "variable-token").run("runbooks", "--token-file", file.toString());
        assertThat(services.tokens)
                .containsExactly("Bearer local-token", "Bearer variable-token", "Bearer option-token");
    }

    @Test
    void anUnreachableServiceEndsWithThreeAndSaysWhere() {
        Ran ran = shell.run("incidents", "--address", "triage=127.0.0.1:1");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("can't reach triage at 127.0.0.1:1").hasLineCount(1);
        assertThat(shell.run("incidents", "--address", "triage=nowhere").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("incidents", "--address", "billing=a:1").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aRefusalIsOneLineWithEachFieldsViolation() {
        services.refusal = StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage("the request is not valid")
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField("incident_id")
                                .setDescription("is not a UUID"))
                        .build()))
                .build());
        Ran ran = shell.run("ack", "x");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err().strip())
                .isEqualTo("firstline: triage: the request is not valid; incident_id: is not a UUID");
    }

    @Test
    void aServiceThatCanNotNowEndsWithThreeAndSaysWhenToTryAgain() {
        services.refusal = StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.UNAVAILABLE_VALUE)
                .setMessage("the database is away")
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("DATABASE_AWAY").build()))
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(5))
                        .build()))
                .build());
        Ran ran = shell.run("ack", "x");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err().strip()).isEqualTo("firstline: triage: the database is away; try again in 5 s");
    }

    @Test
    void anUnknownCommandIsWrongUsageInOneLine() {
        Ran ran = shell.run("incidnts");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).hasLineCount(1);
    }
}
