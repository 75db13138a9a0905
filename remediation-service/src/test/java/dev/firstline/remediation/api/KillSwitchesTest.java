package dev.firstline.remediation.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.proto.remediation.v1.KillSwitch;
import dev.firstline.proto.remediation.v1.ListRunbooksRequest;
import dev.firstline.proto.remediation.v1.Runbook;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KillSwitchesTest extends RemediationStories {

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
}
