package dev.firstline.e2e.standin.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import dev.firstline.e2e.standin.ssm.AutomationDocument.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SsmStandInTest {
    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/eu-central-1/ssm/aws4_request, SignedHeaders=host, Signature=0";
    private final SetClock clock = new SetClock();
    private SsmStandIn ssm;

    @BeforeEach
    void start() {
        ssm = SsmStandIn.start(Setup.anyPort().clock(clock));
    }

    @AfterEach
    void close() {
        ssm.close();
    }

    @Test
    void executionGoesFromPendingToSuccessWithItsStepsAndOutputs() throws Exception {
        String id = started(start(SsmStandIn.SUCCEEDS));

        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("Pending");
        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("InProgress");
        JsonNode over = poll(id);
        assertThat(over.path("AutomationExecutionStatus").asText()).isEqualTo("Success");
        assertThat(over.at("/Outputs/restart.Output/0").asText()).isEqualTo("restarted by Firstline-Restart");
        assertThat(over.at("/StepExecutions/0/StepStatus").asText()).isEqualTo("Success");
        assertThat(over.path("ExecutionEndTime").asDouble()).isEqualTo(1700000000.0);
    }

    @Test
    void failedExecutionSaysWhy() throws Exception {
        String id = started(start(SsmStandIn.FAILS));
        for (int i = 0; i < 2; i++) poll(id);

        JsonNode over = poll(id);

        assertThat(over.path("AutomationExecutionStatus").asText()).isEqualTo("Failed");
        assertThat(over.path("FailureMessage").asText()).isNotEmpty();
        assertThat(over.at("/StepExecutions/0/FailureMessage").asText()).isNotEmpty();
        assertThat(over.path("Outputs")).isEmpty();
    }

    @Test
    void hangingExecutionStaysInProgress() throws Exception {
        String id = started(start(SsmStandIn.HANGS));
        for (int i = 0; i < 20; i++) poll(id);

        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("InProgress");
    }

    @Test
    void documentMayGoByTheClock() throws Exception {
        ssm.document(AutomationDocument.named("Slow", Outcome.SUCCEEDS)
                .pace(new AutomationDocument.Taking(Duration.ofSeconds(1), Duration.ofSeconds(2))));
        String id = started(start("Slow"));

        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("Pending");
        clock.pass(Duration.ofSeconds(1));
        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("InProgress");
        clock.pass(Duration.ofSeconds(2));
        assertThat(poll(id).path("AutomationExecutionStatus").asText()).isEqualTo("Success");
    }

    @Test
    void sameTokenFindsTheSameExecutionWhateverItsCase() throws Exception {
        String token = UUID.randomUUID().toString();
        String first = started(start(SsmStandIn.SUCCEEDS).put("ClientToken", token));
        String second = started(start(SsmStandIn.SUCCEEDS).put("ClientToken", token.toUpperCase(Locale.ROOT)));

        assertThat(second).isEqualTo(first);
        assertThat(ssm.started()).isEqualTo(1);
        assertThat(ssm.journal().effects("automation-started")).singleElement().satisfies(effect -> {
            assertThat(effect.content().path("ClientToken").asText()).isEqualTo(token);
            assertThat(effect.content().path("AutomationExecutionId").asText()).isEqualTo(first);
        });
    }

    @Test
    void sameTokenForSomethingElseIsAMismatch() throws Exception {
        String token = UUID.randomUUID().toString();
        started(start(SsmStandIn.SUCCEEDS).put("ClientToken", token));
        ObjectNode other = start(SsmStandIn.SUCCEEDS).put("ClientToken", token);
        other.putObject("Parameters").putArray("InstanceId").add("i-2");

        assertThat(refused("StartAutomationExecution", other)).isEqualTo("IdempotentParameterMismatch");
        assertThat(ssm.started()).isEqualTo(1);
    }

    @Test
    void startsThatSsmRefusesAreRefusedInItsWords() throws Exception {
        ssm.document(AutomationDocument.named("Strict", Outcome.SUCCEEDS).parameter("InstanceId", true));
        ObjectNode unknown = start("Strict");
        unknown.putObject("Parameters").putArray("Colour").add("red");
        ObjectNode sixTags = start("Strict");
        for (int i = 0; i < 6; i++)
            sixTags.withArray("/Tags").addObject().put("Key", "k" + i).put("Value", "");

        assertThat(refused("StartAutomationExecution", start("Nowhere")))
                .isEqualTo("AutomationDefinitionNotFoundException");
        assertThat(refused("StartAutomationExecution", start("Strict")))
                .isEqualTo("InvalidAutomationExecutionParametersException");
        assertThat(refused("StartAutomationExecution", unknown))
                .isEqualTo("InvalidAutomationExecutionParametersException");
        assertThat(refused("StartAutomationExecution", start("Strict").put("ClientToken", "not-a-uuid")))
                .isEqualTo("ValidationException");
        assertThat(refused("StartAutomationExecution", sixTags)).isEqualTo("ValidationException");
        assertThat(ssm.started()).isZero();
    }

    @Test
    void targetParameterStandsInForARequiredOne() throws Exception {
        ssm.document(AutomationDocument.named("Strict", Outcome.SUCCEEDS).parameter("InstanceId", true));
        ObjectNode targeted = start("Strict").put("TargetParameterName", "InstanceId");
        targeted.putArray("Targets")
                .addObject()
                .put("Key", "ParameterValues")
                .putArray("Values")
                .add("i-1");

        assertThat(poll(started(targeted)).path("TargetParameterName").asText()).isEqualTo("InstanceId");
    }

    @Test
    void onlySoManyMayRunAtOnce() throws Exception {
        ssm.mostRunning(1);
        started(start(SsmStandIn.HANGS));

        assertThat(refused("StartAutomationExecution", start(SsmStandIn.SUCCEEDS)))
                .isEqualTo("AutomationExecutionLimitExceededException");
    }

    @Test
    void executionsAreFoundByTheKeyOfATag() throws Exception {
        String tagged = started(tagged(start(SsmStandIn.SUCCEEDS), "intent-1"));
        started(tagged(start(SsmStandIn.SUCCEEDS), "intent-2"));

        assertThat(found(filter("TagKey", "intent-1"))).containsExactly(tagged);
        assertThat(found(filter("TagKey", "intent-9"))).isEmpty();
        assertThat(refused("DescribeAutomationExecutions", filter("TagValue", "x")))
                .isEqualTo("InvalidFilterKey");
    }

    @Test
    void listComesInPagesNewestFirst() throws Exception {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) started.addFirst(started(start(SsmStandIn.SUCCEEDS)));

        JsonNode first = call("DescribeAutomationExecutions", Json.object().put("MaxResults", 2))
                .json();
        ObjectNode next = Json.object()
                .put("MaxResults", 2)
                .put("NextToken", first.path("NextToken").asText());
        JsonNode second = call("DescribeAutomationExecutions", next).json();

        List<String> seen = ids(first);
        seen.addAll(ids(second));
        assertThat(seen).isEqualTo(started);
        assertThat(second.has("NextToken")).isFalse();
        assertThat(refused("DescribeAutomationExecutions", Json.object().put("NextToken", "?")))
                .isEqualTo("InvalidNextToken");
    }

    @Test
    void throttlingIsA400WithItsType() throws Exception {
        ssm.faults().arm(Fault.on("StartAutomationExecution").rateLimited(1).once());

        assertThat(refused("StartAutomationExecution", start(SsmStandIn.SUCCEEDS)))
                .isEqualTo("ThrottlingException");
        assertThat(ssm.started()).isZero();
    }

    @Test
    void unsignedRequestsUnknownOperationsAndUnknownExecutionsAreRefused() throws Exception {
        Wire.Got unsigned = new Wire(ssm.baseUrl(), Map.of("X-Amz-Target", "AmazonSSM.GetAutomationExecution"))
                .send("POST", "/", SsmApi.MEDIA_TYPE, "{}");

        assertThat(unsigned.json().path("__type").asText()).isEqualTo("MissingAuthenticationTokenException");
        assertThat(refused("SendCommand", Json.object())).isEqualTo("UnknownOperationException");
        assertThat(refused("GetAutomationExecution", Json.object().put("AutomationExecutionId", "x")))
                .isEqualTo("AutomationExecutionNotFoundException");
    }

    private Wire.Got call(String operation, ObjectNode body) throws Exception {
        return new Wire(ssm.baseUrl(), Map.of("Authorization", SIGNATURE, "X-Amz-Target", "AmazonSSM." + operation))
                .send("POST", "/", SsmApi.MEDIA_TYPE, Json.line(body));
    }

    private String started(ObjectNode body) throws Exception {
        Wire.Got got = call("StartAutomationExecution", body);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        return got.json().path("AutomationExecutionId").asText();
    }

    private JsonNode poll(String id) throws Exception {
        return call("GetAutomationExecution", Json.object().put("AutomationExecutionId", id))
                .json()
                .path("AutomationExecution");
    }

    private String refused(String operation, ObjectNode body) throws Exception {
        Wire.Got got = call(operation, body);
        assertThat(got.status()).as(got.text()).isEqualTo(400);
        return got.json().path("__type").asText();
    }

    private List<String> found(ObjectNode body) throws Exception {
        return ids(call("DescribeAutomationExecutions", body).json());
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("AutomationExecutionMetadataList")
                .forEach(one -> ids.add(one.path("AutomationExecutionId").asText()));
        return ids;
    }

    private static ObjectNode start(String document) {
        return Json.object().put("DocumentName", document);
    }

    private static ObjectNode tagged(ObjectNode start, String key) {
        start.putArray("Tags").addObject().put("Key", key).put("Value", "firstline");
        return start;
    }

    private static ObjectNode filter(String key, String value) {
        ObjectNode body = Json.object();
        body.putArray("Filters").addObject().put("Key", key).putArray("Values").add(value);
        return body;
    }
}
