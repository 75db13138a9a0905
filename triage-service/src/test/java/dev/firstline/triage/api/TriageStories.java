package dev.firstline.triage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.Eventually;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import dev.firstline.triage.testing.Neighbours;
import dev.firstline.triage.testing.NeighboursResource;
import dev.firstline.triage.testing.Sender;
import io.grpc.Channel;
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the stories about the whole service share: a sender, a person, the neighbours, and a region of its own for each test. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighboursResource.class)
public abstract class TriageStories {

    private static final AtomicInteger REGIONS = new AtomicInteger();

    @GrpcClient("self")
    Channel channel;

    @Inject
    Transactions transactions;

    protected Sender sender;
    protected Neighbours neighbours;
    protected String region;

    @BeforeEach
    void begin() {
        sender = new Sender(channel);
        neighbours = NeighboursResource.neighbours();
        neighbours.notifyAnswers(Status.OK);
        region = "region-" + REGIONS.incrementAndGet() + "-" + UUID.randomUUID();
    }

    /** What is kept beside the episodes, so that nobody has to count them, is what counting them gives. */
    @AfterEach
    void whatIncidentsKeepAgreesWithTheirEpisodes() {
        List<UUID> wrong = transactions.snapshot(tx -> tx.list("""
                select i.id from incident i
                 where alerts <> (select count(distinct alert_id) from episode e where e.incident_id = i.id)
                    or firing <> (select count(*) from episode e where e.incident_id = i.id and ended_time is null)
                    or exists (select from episode e
                                where e.incident_id = i.id
                                  and superseded <> exists (select from episode later
                                                             where later.incident_id = e.incident_id
                                                               and later.alert_id = e.alert_id and later.number > e.number))""", row -> row.getUUID("id")));
        assertThat(wrong).isEmpty();
    }

    protected TriageServiceGrpc.TriageServiceBlockingStub as(String name, String role) {
        return TriageServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials(name, role));
    }

    /** The incidents of this test's region, the newest first. */
    protected List<Incident> incidents() {
        var viewer = as("vic", "viewer");
        return viewer
                .listIncidents(ListIncidentsRequest.newBuilder()
                        .setService("checkout")
                        .setPageSize(200)
                        .build())
                .getIncidentsList()
                .stream()
                .map(listed -> viewer.getIncident(GetIncidentRequest.newBuilder()
                                .setIncidentId(listed.getId())
                                .build())
                        .getIncident())
                .filter(incident ->
                        region.equals(incident.getAlerts(0).getLabelsMap().get("region")))
                .toList();
    }

    protected Incident incident() {
        assertThat(incidents()).hasSize(1);
        return incidents().get(0);
    }

    protected Alert alert(String fingerprint) {
        return incidents().stream()
                .flatMap(incident -> incident.getAlertsList().stream())
                .filter(alert -> alert.getFingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    protected List<TimelineEntry> timeline(String incidentId) {
        return as("vic", "viewer")
                .getTimeline(GetTimelineRequest.newBuilder()
                        .setIncidentId(incidentId)
                        .setPageSize(500)
                        .build())
                .getEntriesList();
    }

    protected List<String> kinds(String incidentId) {
        return timeline(incidentId).stream().map(TimelineEntry::getKind).toList();
    }

    /** A fingerprint of this test's own. */
    protected String fingerprint(String name) {
        return name + "-" + region;
    }

    /** Waits for what other threads do; fails after some seconds. */
    protected static void eventually(String what, BooleanSupplier holds) {
        Eventually.eventually(() -> assertThat(holds.getAsBoolean()).as(what).isTrue());
    }
}
