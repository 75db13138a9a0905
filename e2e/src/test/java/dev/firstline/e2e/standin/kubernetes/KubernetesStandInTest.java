package dev.firstline.e2e.standin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.SetClock;
import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.Wire;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubernetesStandInTest {
    private static final String CHECKOUT = "/apis/apps/v1/namespaces/shop/deployments/checkout";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private final SetClock clock = new SetClock();
    private KubernetesStandIn kubernetes;
    private Wire wire;

    @BeforeEach
    void start() {
        kubernetes = KubernetesStandIn.start(Setup.anyPort().clock(clock))
                .deployment("shop", "checkout", 3)
                .token("let-me-in");
        wire = new Wire(kubernetes.baseUrl(), Map.of("Authorization", "Bearer let-me-in"));
    }

    @AfterEach
    void close() {
        kubernetes.close();
    }

    @Test
    void changedTemplateIsRolledOutInSteps() throws Exception {
        JsonNode patched = patch(STRATEGIC, restart("intent-1")).json();
        assertThat(patched.at("/metadata/generation").asInt()).isEqualTo(2);
        assertThat(patched.at("/status/observedGeneration").asInt()).isEqualTo(1);

        clock.pass(Duration.ofMillis(500));
        JsonNode half = wire.get(CHECKOUT).json();
        assertThat(half.at("/status/observedGeneration")).isEqualTo(half.at("/metadata/generation"));
        assertThat(half.at("/status/updatedReplicas").asInt()).isEqualTo(2);
        assertThat(half.at("/status/replicas").asInt()).isEqualTo(4);
        assertThat(progress(half)).isEqualTo("ReplicaSetUpdated");
        assertThat(kubernetes.rollouts("shop", "checkout")).isZero();

        clock.pass(Duration.ofMillis(500));
        JsonNode done = wire.get(CHECKOUT).json();
        assertThat(done.at("/status/updatedReplicas").asInt()).isEqualTo(3);
        assertThat(done.at("/status/availableReplicas").asInt()).isEqualTo(3);
        assertThat(progress(done)).isEqualTo("NewReplicaSetAvailable");
        assertThat(done.at("/metadata/annotations/deployment.kubernetes.io~1revision")
                        .asText())
                .isEqualTo("2");
        assertThat(kubernetes.rollouts("shop", "checkout")).isEqualTo(1);
        assertThat(kubernetes.journal().effects("deployment-changed")).hasSize(1);
    }

    @Test
    void rolloutThatCannotFinishEndsAtItsProgressDeadline() throws Exception {
        kubernetes.stalls("shop", "checkout");
        patch(STRATEGIC, restart("intent-1"));

        clock.pass(Duration.ofMinutes(5));
        assertThat(wire.get(CHECKOUT).json().at("/status/updatedReplicas").asInt())
                .isEqualTo(1);
        clock.pass(Duration.ofMinutes(5));

        assertThat(progress(wire.get(CHECKOUT).json())).isEqualTo("ProgressDeadlineExceeded");
        assertThat(kubernetes.rollouts("shop", "checkout")).isZero();
    }

    @Test
    void staleResourceVersionIsAConflictInEveryKindOfPatch() throws Exception {
        String stale = version();
        patch(MERGE, annotation("touched", "by-somebody"));

        ObjectNode fenced = restart("intent-1");
        fenced.withObject("/metadata").put("resourceVersion", stale);
        String operations = "[{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"" + stale + "\"}]";

        for (Wire.Got got : new Wire.Got[] {
            patch(STRATEGIC, fenced), patch(MERGE, fenced), wire.send("PATCH", CHECKOUT, JSON_PATCH, operations)
        }) {
            assertThat(got.status()).isEqualTo(409);
            assertThat(got.json().path("kind").asText()).isEqualTo("Status");
            assertThat(got.json().path("reason").asText()).isEqualTo("Conflict");
        }
        assertThat(kubernetes.journal().effects("deployment-changed")).hasSize(1);
    }

    @Test
    void presentResourceVersionPassesOnce() throws Exception {
        ObjectNode fenced = restart("intent-1");
        fenced.withObject("/metadata").put("resourceVersion", version());

        assertThat(patch(STRATEGIC, fenced).status()).isEqualTo(200);
        assertThat(patch(STRATEGIC, fenced).status()).isEqualTo(409);
    }

    @Test
    void rolloutMovesTheResourceVersionBesideThePatch() throws Exception {
        String patched = patch(STRATEGIC, restart("intent-1"))
                .json()
                .at("/metadata/resourceVersion")
                .asText();
        clock.pass(Duration.ofSeconds(2));

        assertThat(version()).isNotEqualTo(patched);
    }

    @Test
    void patchThatChangesNothingMovesNothing() throws Exception {
        patch(MERGE, annotation("a", "b"));
        clock.pass(Duration.ofSeconds(1));
        String before = version();

        patch(MERGE, annotation("a", "b"));

        assertThat(version()).isEqualTo(before);
        assertThat(kubernetes.journal().effects("deployment-changed")).hasSize(1);
    }

    @Test
    void strategicMergeJoinsContainersByNameWhereAMergePatchReplacesTheList() throws Exception {
        ObjectNode image = Json.object();
        image.withObject("/spec/template/spec")
                .putArray("containers")
                .addObject()
                .put("name", "checkout")
                .put("tty", true);

        assertThat(patch(STRATEGIC, image)
                        .json()
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("registry.example/checkout:1");
        assertThat(patch(MERGE, image)
                        .json()
                        .at("/spec/template/spec/containers/0")
                        .has("image"))
                .isFalse();
    }

    @Test
    void failedTestInAJsonPatchIsInvalid() throws Exception {
        Wire.Got got =
                wire.send("PATCH", CHECKOUT, JSON_PATCH, "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]");

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.json().path("reason").asText()).isEqualTo("Invalid");
    }

    @Test
    void dryRunShowsAndChangesNothing() throws Exception {
        Wire.Got got = wire.send("PATCH", CHECKOUT + "?dryRun=All", STRATEGIC, Json.line(restart("intent-1")));

        assertThat(got.json()
                        .at("/spec/template/metadata/annotations/firstline.dev~1intent")
                        .asText())
                .isEqualTo("intent-1");
        assertThat(wire.get(CHECKOUT).json().at("/spec/template/metadata").has("annotations"))
                .isFalse();
        assertThat(kubernetes.journal().effects("deployment-changed")).isEmpty();
    }

    @Test
    void strangersForbiddenNamespacesAndMissingThingsGetAStatus() throws Exception {
        kubernetes.forbid("vault").deployment("vault", "keys", 1);

        assertThat(wire.with(Map.of()).get(CHECKOUT).json().path("reason").asText())
                .isEqualTo("Unauthorized");
        Wire.Got forbidden = wire.get("/apis/apps/v1/namespaces/vault/deployments/keys");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.json().path("message").asText())
                .contains("cannot get resource \"deployments\" in API group \"apps\" in the namespace \"vault\"");
        assertThat(wire.get(CHECKOUT + "s").json().path("message").asText())
                .isEqualTo("deployments.apps \"checkouts\" not found");
        assertThat(wire.get("/api/v1/pods").status()).isEqualTo(404);
        assertThat(wire.send("PATCH", CHECKOUT, "application/apply-patch+yaml", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(wire.send("DELETE", CHECKOUT, MERGE, "").status()).isEqualTo(405);
    }

    @Test
    void deploymentsAreListedByNamespace() throws Exception {
        kubernetes.deployment("other", "cart", 1);

        assertThat(wire.get("/apis/apps/v1/namespaces/shop/deployments").json().path("items"))
                .hasSize(1);
        assertThat(wire.get("/apis/apps/v1/deployments").json().path("items")).hasSize(2);
    }

    private Wire.Got patch(String mediaType, ObjectNode patch) throws Exception {
        return wire.send("PATCH", CHECKOUT, mediaType, Json.line(patch));
    }

    private String version() throws Exception {
        return wire.get(CHECKOUT).json().at("/metadata/resourceVersion").asText();
    }

    private static String progress(JsonNode deployment) {
        return deployment.at("/status/conditions/1/reason").asText();
    }

    private static ObjectNode restart(String intent) {
        ObjectNode patch = Json.object();
        patch.withObject("/spec/template/metadata/annotations").put("firstline.dev/intent", intent);
        return patch;
    }

    private static ObjectNode annotation(String name, String value) {
        ObjectNode patch = Json.object();
        patch.withObject("/metadata/annotations").put(name, value);
        return patch;
    }
}
