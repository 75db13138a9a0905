package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What people and programs read of incidents. */
@QuarkusTest
class ReadingTest extends TriageStories {

    @Test
    void aTimelineIsReadInPages() {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        String id = incident().getId();
        var first = as("vic", "viewer")
                .getTimeline(GetTimelineRequest.newBuilder()
                        .setIncidentId(id)
                        .setPageSize(2)
                        .build());
        assertThat(first.getNextAfterSeq()).isEqualTo(2);
        var second = as("vic", "viewer")
                .getTimeline(GetTimelineRequest.newBuilder()
                        .setIncidentId(id)
                        .setAfterSeq(2)
                        .build());
        assertThat(second.getEntriesList()).extracting(TimelineEntry::getSeq).containsExactly(3L);
        assertThat(second.getNextAfterSeq()).isZero();
    }

    @Test
    void incidentsAreListedByFilterAndPage() {
        for (String zone : List.of("1", "2", "3")) {
            sender.send(firing(fingerprint(zone), "PayDown", region + zone));
        }
        sender.send(resolved(fingerprint("2"), "PayDown", region + "2"));
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            var page = as("vic", "viewer")
                    .listIncidents(ListIncidentsRequest.newBuilder()
                            .setService("checkout")
                            .setStatus(IncidentStatus.INCIDENT_STATUS_OPEN)
                            .setImpact(Impact.IMPACT_LARGE)
                            .setPageSize(2)
                            .setPageToken(token)
                            .build());
            assertThat(page.getIncidentsCount()).isLessThanOrEqualTo(2);
            page.getIncidentsList().forEach(incident -> seen.add(incident.getTitle()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().contains("PayDown " + fingerprint("1"), "PayDown " + fingerprint("3"));
        assertThat(seen).doesNotContain("PayDown " + fingerprint("2"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String id : List.of("x", UUID.randomUUID().toString())) {
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> as("vic", "viewer")
                    .getIncident(
                            GetIncidentRequest.newBuilder().setIncidentId(id).build()));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        }
    }

    @Test
    void manyCallsAtOnceAreAllAnswered() throws Exception {
        sender.send(firing(fingerprint("a"), "PayDown", region));
        var request = GetTimelineRequest.newBuilder()
                .setIncidentId(incident().getId())
                .build();
        var failures = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                calls.add(threads.submit(() -> {
                    try {
                        as("vic", "viewer").getTimeline(request);
                    } catch (StatusRuntimeException failure) {
                        failures.add(failure.getMessage());
                    }
                }));
            }
            for (Future<?> call : calls) call.get();
        }
        assertThat(failures).isEmpty();
    }
}
