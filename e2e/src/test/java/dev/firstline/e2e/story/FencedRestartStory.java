package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.bed.Await;
import dev.firstline.remediation.action.KubernetesConfig;
import dev.firstline.remediation.action.KubernetesRolloutRestart;
import dev.firstline.remediation.domain.Action.Called;
import dev.firstline.remediation.domain.Action.Planned;
import dev.firstline.remediation.domain.Action.Settled;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import dev.firstline.remediation.domain.Resource;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Remediation's own restart at a real API server, under the service account's rights: between the look and the patch something else
 * happens, as it does in production too seldom to wait for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FencedRestartStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEPLOYMENT = "checkout";

    private KubernetesTarget kubernetes;
    private KubernetesRolloutRestart restart;

    /** What was planned, and the intent to do it. */
    private record Meant(Planned.Ready planned, Intent intent) {}

    @BeforeAll
    void startAll() throws IOException {
        kubernetes = KubernetesTarget.start(Stage.folder("fence").resolve("kubernetes"));
        restart = new KubernetesRolloutRestart(
                Config.fromKubeconfig(Files.readString(kubernetes.kubeconfig())), new KubernetesConfig() {
                    @Override
                    public Optional<String> cluster() {
                        return Optional.empty();
                    }

                    @Override
                    public Duration timeout() {
                        return Duration.ofSeconds(20);
                    }
                });
    }

    @AfterAll
    void stopAll() {
        if (kubernetes != null) kubernetes.stop();
    }

    @Test
    void aPatchThatComesAfterAReleaseIsRefusedAndNobodyPretendsToKnowMore() {
        Meant meant = meant();
        kubernetes.release(DEPLOYMENT);
        assertRefused(meant);
        assertThat(settle(meant)).isInstanceOfSatisfying(Settled.Unknown.class, unknown -> assertThat(unknown.text())
                .contains("changed since the intent"));
    }

    @Test
    void aPatchThatComesAfterSomebodyAskedForItIsRefused() {
        // Another rollout's echo may come between the look and the question: then nobody knows, and it is asked again.
        Meant meant = Await.until("an intent that was not done", PATIENCE, () -> Optional.of(meant())
                .filter(one -> settle(one) instanceof Settled.NotDone));
        assertRefused(meant);
        Await.untilTrue(
                "the same answer to whoever asks again", PATIENCE, () -> settle(meant) instanceof Settled.NotDone);
    }

    @Test
    void whatWasTakenIsFoundByWhoeverAsksAndItsRepeatIsNoSecondRestart() {
        Meant meant = Await.until("a patch that nothing overtakes", PATIENCE, () -> Optional.of(meant())
                .filter(one -> call(one) instanceof Called.Started));
        long taken = taken();
        assertThat(settle(meant)).isInstanceOf(Settled.Started.class);
        // The same request once more, as something in between may send it: the look after the conflict finds it done.
        assertThat(call(meant)).isInstanceOf(Called.Started.class);
        assertThat(taken()).isEqualTo(taken);
    }

    private void assertRefused(Meant meant) {
        long taken = taken();
        assertThat(call(meant))
                .isInstanceOfSatisfying(Called.Overtaken.class, overtaken -> assertThat(overtaken.reason())
                        .contains("changed since it was read (409)"));
        assertThat(taken()).isEqualTo(taken);
    }

    /** How many patches the API server has taken; in a cluster of somebody's own only revisions are seen, and those lag behind. */
    private long taken() {
        return kubernetes.isOwn() ? 0 : kubernetes.patchesTaken(DEPLOYMENT);
    }

    private Settled settle(Meant meant) {
        return restart.settle(meant.planned().plan(), meant.intent());
    }

    private Called call(Meant meant) {
        return restart.call(meant.planned().plan(), meant.intent(), () -> PATIENCE);
    }

    private Meant meant() {
        ActionSpec onAlertsResource = new ActionSpec(restart.kind(), Map.of(), Map.of());
        Planned.Ready planned = (Planned.Ready) restart.plan(onAlertsResource, alert());
        Instant now = Instant.now();
        return new Meant(
                planned,
                new Intent(
                        UUID.randomUUID(),
                        0,
                        planned.plan().target(),
                        planned.fence(),
                        1,
                        now.plus(PATIENCE),
                        IntentState.OPEN,
                        "",
                        now));
    }

    private static AlertFacts alert() {
        return new AlertFacts(
                "prometheus",
                "aaaa",
                "Errors",
                "",
                "critical",
                "LARGE",
                DEPLOYMENT,
                "payments",
                "",
                Map.of(),
                Optional.of(new Resource.Workload("", "payments", "deployment", DEPLOYMENT)));
    }
}
