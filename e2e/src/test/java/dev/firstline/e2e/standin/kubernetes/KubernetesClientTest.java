package dev.firstline.e2e.standin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.e2e.standin.Setup;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in as a client sees it that knows nothing of stand-ins. */
class KubernetesClientTest {
    private KubernetesStandIn kubernetes;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        kubernetes = KubernetesStandIn.start(Setup.anyPort())
                .token("let-me-in")
                .rolloutTakes(Duration.ofMillis(50))
                .deployment("shop", "checkout", 3);
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubernetes.kubeconfig("let-me-in")))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        kubernetes.close();
    }

    @Test
    void deploymentIsReadWithItsStatus() {
        Deployment checkout = checkout().get();

        assertThat(checkout.getStatus().getAvailableReplicas()).isEqualTo(3);
        assertThat(checkout.getMetadata().getGeneration()).isEqualTo(1L);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("shop")
                        .withName("cart")
                        .get())
                .isNull();
        assertThat(client.apps().deployments().inNamespace("shop").list().getItems())
                .hasSize(1);
    }

    @Test
    void restartOfTheClientsOwnIsRolledOut() {
        checkout().rolling().restart();

        Deployment after = checkout().get();
        assertThat(after.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsKey("kubectl.kubernetes.io/restartedAt");
        assertThat(after.getMetadata().getGeneration()).isGreaterThan(1);
    }

    @Test
    void strategicMergePatchWithAVersionIsFenced() {
        String version = checkout().get().getMetadata().getResourceVersion();
        String patch = "{\"metadata\":{\"resourceVersion\":\"" + version
                + "\"},\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"firstline.dev/intent\":\"i-1\"}}}}}";

        checkout().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);

        assertThatThrownBy(() -> checkout().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    assertThat(refused.getStatus().getReason()).isEqualTo("Conflict");
                });
    }

    @Test
    void editIsSentAsAJsonPatch() {
        checkout().edit(deployment -> new DeploymentBuilder(deployment)
                .editMetadata()
                .addToAnnotations(Map.of("firstline.dev/void", "i-1"))
                .endMetadata()
                .build());

        assertThat(checkout().get().getMetadata().getAnnotations()).containsEntry("firstline.dev/void", "i-1");
        assertThat(kubernetes.rollouts("shop", "checkout")).isZero();
    }

    @Test
    void forbiddenNamespaceIsAnException() {
        kubernetes.forbid("shop");

        assertThatThrownBy(() -> checkout().get())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(403));
    }

    private RollableScalableResource<Deployment> checkout() {
        return client.apps().deployments().inNamespace("shop").withName("checkout");
    }
}
