package dev.firstline.notify.loop;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.store.ConversationStore;
import dev.firstline.notify.testing.NotifyStories;
import dev.firstline.notify.testing.Snapshots;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.Result;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes at one conversation: what one intends, is paused over and ends late, the other one takes on. */
@QuarkusTest
class LeaseTest extends NotifyStories {

    @Inject
    Planner planner;

    @Inject
    Recorder recorder;

    @Inject
    Teller teller;

    @Inject
    ConversationStore conversations;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    private ConversationKey key;

    /** An incident that nobody is told of yet, so that no other thread takes its work. */
    @BeforeEach
    void begin() {
        receive(incident.route(route -> route.clearChannels()).next(Snapshots::unchanged, 1));
        key = new ConversationKey(UUID.fromString(incident.id()), "slack", "#payments");
        transactions.run(tx -> conversations.begin(tx, key));
    }

    @Test
    void nobodySendsWhileAnotherOneHasTheLease() {
        plan();
        moveLease("+ interval '1 hour'");
        assertThat(transactions.<Plan>call(tx -> planner.plan(tx, key, System.nanoTime())))
                .isInstanceOf(Plan.Wait.class);
    }

    @Test
    void whatAKilledProcessSentIsFoundAndTakenOver() {
        Plan.Go killed = plan();
        killed.channel().send(killed.conversation(), killed.operation(), killed.attempt());
        lapse();
        anotherOneTells();
        assertThat(slack.roots(incident.id())).hasSize(1);
        assertThat(slack.replies(incident.id())).hasSize(1);
    }

    @Test
    void whatAPausedProcessSendsAfterItsLeaseIsTakenAwayAgain() {
        Plan.Go paused = plan();
        lapse();
        anotherOneTells();
        String known = slack.roots(incident.id()).getFirst().getString("ts");
        Outcome late = paused.channel().send(paused.conversation(), paused.operation(), paused.attempt());
        transactions.call(tx -> recorder.record(tx, paused, late));
        assertThat(slack.roots(incident.id())).hasSize(2);
        eventually(() -> assertThat(slack.roots(incident.id()))
                .extracting(message -> message.getString("ts"))
                .containsExactly(known));
    }

    @Test
    void aLateResultDoesNotOverwriteWhatTheOtherOneKnows() {
        Plan.Go paused = plan();
        lapse();
        anotherOneTells();
        transactions.call(tx -> recorder.record(
                tx,
                paused,
                new Outcome.Sent("1.0", "", paused.conversation().told().with("root", "1.0"))));
        String root = transactions
                .call(tx -> conversations.lock(tx, key))
                .orElseThrow()
                .told()
                .fact("root")
                .orElseThrow();
        assertThat(root).isEqualTo(slack.roots(incident.id()).getFirst().getString("ts"));
    }

    @Test
    void theRepairIsDoneOnceNothingIsInDoubt() {
        Plan.Go killed = plan();
        lapse();
        anotherOneTells();
        assertThat(killed.leaseNumber()).isEqualTo(1);
        eventually(() -> {
            assertThat(transactions
                            .call(tx -> conversations.lock(tx, key))
                            .orElseThrow()
                            .settleTime())
                    .isNull();
            assertThat(teller.tell(key)).isInstanceOf(Result.Done.class);
        });
    }

    @Test
    void aLookDoesNotEndADoubtThatCameAfterIt() {
        plan();
        lapse();
        Plan.Go look = plan();
        assertThat(look.operation().name()).isEqualTo("look");
        transactions.run(tx -> planner.doubt(tx, key, clock.instant(), clock.instant()));
        transactions.call(tx ->
                recorder.record(tx, look, new Outcome.Looked(look.conversation().told(), List.of())));
        assertThat(transactions
                        .call(tx -> conversations.lock(tx, key))
                        .orElseThrow()
                        .look())
                .isTrue();
    }

    private Plan.Go plan() {
        return (Plan.Go) transactions.<Plan>call(tx -> planner.plan(tx, key, System.nanoTime()));
    }

    private void lapse() {
        moveLease("- interval '1 hour'");
    }

    private void moveLease(String by) {
        transactions.run(tx -> tx.update(
                "update conversation set lease_time = lease_time " + by + " where incident_id = $1", key.incidentId()));
    }

    /** Another process tells all there is to tell; on a busy machine that may take it more than one turn. */
    private void anotherOneTells() {
        eventually(() -> assertThat(teller.tell(key)).isInstanceOf(Result.Done.class));
    }
}
