package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.IncidentText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.ListDeliveriesResponse;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.triage.v1.GetIncidentRequest;
import dev.firstline.proto.triage.v1.GetTimelineRequest;
import dev.firstline.proto.triage.v1.GetTimelineResponse;
import dev.firstline.proto.triage.v1.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one incident. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows an incident: its alerts, its timeline, its executions and what was told where.")
final class Show extends RemoteCommand {

    private static final int TIMELINE_PAGE = 500;
    private static final int MOST = 1000;

    @Parameters(paramLabel = "ID", description = "The incident's id.")
    private String id;

    @Override
    void run(Services services) {
        Incident incident = services.triage(triage -> triage.getIncident(
                        GetIncidentRequest.newBuilder().setIncidentId(id).build()))
                .getIncident();
        List<TimelineEntry> timeline = timeline(services);
        List<Execution> executions = Executions.of(services, MOST, request -> request.setIncidentId(id));
        List<Delivery> deliveries = deliveries(services);
        if (asJson()) {
            out().printf(
                            "{\"incident\": %s,%n\"timeline\": %s,%n\"executions\": %s,%n\"deliveries\": %s}%n",
                            Json.of(incident), Json.of(timeline), Json.of(executions), Json.of(deliveries));
            return;
        }
        out().print(IncidentText.head(incident));
        section("Alerts", incident.getAlertsCount(), () -> IncidentText.alerts(incident.getAlertsList()));
        section("Timeline", timeline.size(), () -> IncidentText.timeline(timeline));
        section("Executions", executions.size(), () -> executions.stream()
                .map(ExecutionText::whole)
                .reduce("", String::concat));
        section("Deliveries, newest first", deliveries.size(), () -> IncidentText.deliveries(deliveries));
    }

    private void section(String title, int size, Supplier<String> text) {
        out().printf("%n%s%n", title);
        out().print(size == 0 ? "  none\n" : text.get().indent(2));
    }

    private List<TimelineEntry> timeline(Services services) {
        List<TimelineEntry> all = new ArrayList<>();
        long after = 0;
        do {
            GetTimelineRequest request = GetTimelineRequest.newBuilder()
                    .setIncidentId(id)
                    .setAfterSeq(after)
                    .setPageSize(TIMELINE_PAGE)
                    .build();
            GetTimelineResponse page = services.triage(triage -> triage.getTimeline(request));
            all.addAll(page.getEntriesList());
            after = page.getNextAfterSeq();
        } while (after > 0);
        return all;
    }

    private List<Delivery> deliveries(Services services) {
        return Pages.read(MOST, ask -> {
            ListDeliveriesResponse page =
                    services.notify(notify -> notify.listDeliveries(ListDeliveriesRequest.newBuilder()
                            .setIncidentId(id)
                            .setPageSize(ask.size())
                            .setPageToken(ask.token())
                            .build()));
            return new Pages.Page<>(page.getDeliveriesList(), page.getNextPageToken());
        });
    }
}
