package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.triage.v1.Kind;
import dev.firstline.triage.testing.NeighboursResource;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What time, a changed file and an absent neighbour do. */
@QuarkusTest
class TimeAndChangeTest extends TriageStories {

    private static final String USUAL = NeighboursResource.POLICY.formatted("0s");

    @Inject
    CircuitBreakerMaintenance breakers;

    @ConfigProperty(name = "firstline.policy.file")
    Path policy;

    @AfterEach
    void usualPolicy() throws IOException {
        inForce(USUAL);
    }

    /** At once: whoever reads the file just then sees all of it, or what was there before. */
    private void write(String content) throws IOException {
        Path written = Files.writeString(policy.resolveSibling("policy.yaml.new"), content);
        Files.move(written, policy, StandardCopyOption.ATOMIC_MOVE);
    }

    private void inForce(String content) throws IOException {
        write(content);
        eventually(
                "the policy is in force",
                () -> content.equals(transactions.single(
                        tx -> tx.first("""
                        select v.content::jsonb ->> 'policy.yaml' as text from config_active a
                          join config_version v on v.kind = a.kind and v.hash = a.hash where a.kind = 'policy'""", row -> row.getString("text")).orElse(""))));
        // The table says so a moment before the process does.
        String probe = fingerprint("probe" + System.nanoTime());
        eventually("this process knows it", () -> {
            sender.send(firing(probe, "Probe", "probe"), resolved(probe, "Probe", "probe"));
            return transactions.single(tx -> tx.first(
                            "select policy_hash = (select hash from config_active where kind = 'policy') as same from alert"
                                    + " where fingerprint = $1",
                            row -> row.getBoolean("same"),
                            probe)
                    .orElse(false));
        });
    }

    @Test
    void groupWaitGathersAndAnIncidentThatEndsFirstIsToldToNobody() throws IOException {
        inForce(NeighboursResource.POLICY.formatted("1h"));
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        sender.send(firing(fingerprint("b"), "PayDown", region));
        assertThat(kinds(id)).doesNotContain("notice.due");
        groupWaitEnds(id);
        eventually("the first notice leaves", () -> neighbours.newest(id).isPresent());
        assertThat(neighbours.told(id).get(0).getIncident().getAlertCounts().getFiring())
                .isEqualTo(2);
        String shortLived = region + "-short";
        sender.send(firing(fingerprint("c"), "PayDown", shortLived));
        sender.send(resolved(fingerprint("c"), "PayDown", shortLived));
        String over = transactions.single(tx -> tx.first(
                        "select id from incident where title = $1",
                        row -> row.getUUID("id").toString(),
                        "PayDown " + fingerprint("c"))
                .orElseThrow());
        assertThat(kinds(over)).endsWith("incident.resolved", "notice.withheld");
        groupWaitEnds(over);
        eventually("its timer is gone", () -> transactions
                .single(tx -> tx.list("select key from due_work where key = $1", row -> row.getString("key"), over))
                .isEmpty());
        assertThat(neighbours.told(over)).isEmpty();
    }

    /** As if the hour were over: nobody waits for it here. */
    private void groupWaitEnds(String incident) {
        transactions.run(tx -> {
            tx.update(
                    "update incident set notify_time = now() - interval '1 s' where id = $1",
                    UUID.fromString(incident));
            tx.update("update due_work set take_time = now() where key = $1", incident);
        });
    }

    @Test
    void whatIsOpenIsAssessedAnewWhenThePolicyChanges() throws IOException {
        sender.send(firing(fingerprint("a"), "Odd", region), firing(fingerprint("b"), "PayDown", region));
        sender.send(firing(fingerprint("c"), "Odd", region + "-2"));
        inForce(USUAL + """
              - {name: odd, when: 'labels.alertname == "Odd"', journey: checkout, step: pay, scope: partial, workaround: no}
            """);
        eventually("the odd one is known", () -> alert(fingerprint("a")).getImpact() == Impact.IMPACT_MEDIUM);
        var incident = incident();
        assertThat(incident.getImpact()).as("its other alert").isEqualTo(Impact.IMPACT_LARGE);
        assertThat(kinds(incident.getId())).contains("impact.assessed");
        assertThat(timeline(incident.getId())).anyMatch(line -> line.getText().contains("under the changed policy"));
    }

    @Test
    void aWrongPolicyLeavesTheLastGoodOneInForceAndHealthSaysWhatIsWrong() throws IOException {
        write(USUAL.replace("scope: all", "scope: some"));
        eventually(
                "health says so",
                () -> RestAssured.get("/q/health/well").getBody().asString().contains("'some' is not known"));
        RestAssured.get("/q/health/ready").then().statusCode(Matchers.is(200));
        sender.send(firing(fingerprint("a"), "PayDown", region));
        assertThat(incident().getKind()).isEqualTo(Kind.KIND_CRITICAL);
        assertThat(RestAssured.get("/metrics").getBody().asString())
                .contains("firstline_triage_events_total{result=\"opened\"");
    }

    @Test
    void aNotifyThatIsAwayOrRefusesOurTokenHearsOfItLater() {
        neighbours.notifyAnswers(Status.UNAVAILABLE);
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        sender.send(resolved(fingerprint("a"), "PayDown", region));
        assertThat(kinds(id)).endsWith("incident.resolved", "notice.overtaken");
        neighbours.notifyAnswers(Status.UNAUTHENTICATED);
        eventually("it is tried again and again", () -> transactions
                .single(tx -> tx.list(
                        "select attempt from due_work where kind = 'notify.incident' and key = $1",
                        row -> row.getInteger("attempt"),
                        id))
                .stream()
                .anyMatch(attempt -> attempt > 6));
        eventually(
                "it is left alone for a while",
                () -> breakers.currentState(NotifyClient.BREAKER) == CircuitBreakerState.OPEN);
        neighbours.notifyAnswers(Status.OK);
        eventually(
                "notify has the whole story",
                () -> neighbours.lines(id).size() == timeline(id).size());
        List<Long> versions = neighbours.told(id).stream()
                .map(told -> told.getIncident().getVersion())
                .toList();
        assertThat(versions).containsOnly(incident().getVersion());
    }
}
