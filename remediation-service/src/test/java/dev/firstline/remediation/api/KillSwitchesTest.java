package dev.firstline.remediation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.database.Transactions;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.ListRunbooksRequest;
import dev.firstline.proto.remediation.v1.Runbook;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import dev.firstline.remediation.domain.GuardFacts;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.SwitchEffect;
import dev.firstline.remediation.store.SwitchEffects;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KillSwitchesTest extends RemediationStories {

    @Inject
    Transactions transactions;

    @Inject
    SwitchEffects effects;

    @Test
    void aKillSwitchIsListedWhileItIsOn() {
        var set = SetKillSwitchRequest.newBuilder()
                .setScope(KillSwitch.Scope.SCOPE_RUNBOOK)
                .setName("checkout-approve")
                .setOn(true)
                .setReason("it hurts")
                .setRequestId("k-" + episode);
        assertThat(as("rob", "responder")
                        .setKillSwitch(set.build())
                        .getKillSwitch()
                        .getActor())
                .isEqualTo("rob");
        var listed = as("vic", "viewer").listRunbooks(ListRunbooksRequest.getDefaultInstance());
        assertThat(listed.getRunbooksList()).extracting(Runbook::getName).contains("checkout-auto", "checkout-approve");
        assertThat(listed.getKillSwitchesList()).extracting(KillSwitch::getName).contains("checkout-approve");
        as("rob", "responder")
                .setKillSwitch(set.setOn(false).setRequestId("l-" + episode).build());
        assertThat(as("vic", "viewer")
                        .listRunbooks(ListRunbooksRequest.getDefaultInstance())
                        .getKillSwitchesList())
                .extracting(KillSwitch::getName)
                .doesNotContain("checkout-approve");
    }

    @Test
    void aKillSwitchForARunbookThatNobodyHasIsRefusedAndSaysWhichThereAre() {
        assertThatThrownBy(() -> as("rob", "responder")
                        .setKillSwitch(SetKillSwitchRequest.newBuilder()
                                .setRequestId("u-" + episode)
                                .setScope(KillSwitch.Scope.SCOPE_RUNBOOK)
                                .setName("checkout-aprove")
                                .setOn(true)
                                .setReason("it hurts")
                                .build()))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("checkout-approve");
    }

    @Test
    void aKillSwitchForALineThatIsNoTargetIsRefusedAndSaysHowTheyAreWritten() {
        for (String line : List.of("deployment/checkout", "kubernetes:shop/deployments/checkout", "ssm:i-12")) {
            assertThatThrownBy(() -> as("rob", "responder").setKillSwitch(stop(line)))
                    .hasMessageContaining("INVALID_ARGUMENT")
                    .hasMessageContaining("kubernetes:<namespace>/deployment/<name>, ssm:document/<name>");
        }
    }

    @Test
    void aKillSwitchForATargetSaysWhatItStops() throws Exception {
        tell("Approve", 1, true);
        await(it -> it.getState() == ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL);
        String known = "kubernetes:shop/deployment/checkout";
        String mistyped = "kubernetes:shop/deployment/chekout";
        assertThat(as("rob", "responder")
                        .setKillSwitch(stop(mistyped))
                        .getKillSwitch()
                        .getEffect())
                .isEqualTo("No action on " + mistyped + " runs. None was planned for such a target so far; is " + known
                        + " meant?");
        assertThat(as("rob", "responder").setKillSwitch(allow(mistyped)).getKillSwitch())
                .satisfies(off -> assertThat(off.getOn()).isFalse())
                .satisfies(off -> assertThat(off.getEffect()).isEmpty());
        // That of the known target would stop the other tests' actions.
        SwitchEffect effect =
                transactions.snapshot(tx -> effects.of(tx, new GuardFacts.KillSwitch(Scope.TARGET, known, "", "")));
        assertThat(effect.known()).isTrue();
        assertThat(effect.underWay()).isPositive();
        assertThat(effect.words()).startsWith("No action on " + known + " runs. " + effect.underWay());
        tell("Approve", 2, false);
    }

    private SetKillSwitchRequest stop(String target) {
        return SetKillSwitchRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setScope(KillSwitch.Scope.SCOPE_TARGET)
                .setName(target)
                .setOn(true)
                .setReason("it hurts")
                .build();
    }

    private SetKillSwitchRequest allow(String target) {
        return stop(target).toBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOn(false)
                .build();
    }
}
