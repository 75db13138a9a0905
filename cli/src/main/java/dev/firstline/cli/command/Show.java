package dev.firstline.cli.command;

import com.google.protobuf.MessageOrBuilder;
import dev.firstline.cli.CommandFailed;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    private CommandFailed missing;

    @Override
    void run(Services services) {
        Incident incident = services.triage(triage -> triage.getIncident(
                        GetIncidentRequest.newBuilder().setIncidentId(id).build()))
                .getIncident();
        List<TimelineEntry> timeline = timeline(services);
        if (asJson()) {
            out().printf(
                            "{\"incident\": %s,%n\"timeline\": %s,%n\"executions\": %s,%n\"deliveries\": %s}%n",
                            Json.of(incident),
                            Json.of(timeline),
                            part(() -> executions(services)),
                            part(() -> deliveries(services)));
            if (missing != null) throw missing;
            return;
        }
        out().print(IncidentText.head(incident));
        section("Alerts", incident::getAlertsList, IncidentText::alerts);
        section("Timeline", () -> timeline, IncidentText::timeline);
        section("Executions", () -> executions(services), Show::whole);
        section("Deliveries, newest first", () -> deliveries(services), IncidentText::deliveries);
        if (missing != null) throw missing;
    }

    // Whoever looks at an incident at night wants what there is, even while one service is away.
    private <T> void section(String title, Supplier<List<T>> items, Function<List<T>, String> text) {
        out().printf("%n%s%n", title);
        try {
            List<T> found = items.get();
            out().print(found.isEmpty() ? "  none\n" : text.apply(found).indent(2));
        } catch (CommandFailed failure) {
            out().println("  unknown: " + failure.getMessage());
            missing = failure;
        }
    }

    /** Null where the service that knows it is away. */
    private <T extends MessageOrBuilder> String part(Supplier<List<T>> items) {
        try {
            return Json.of(items.get());
        } catch (CommandFailed failure) {
            missing = failure;
            return "null";
        }
    }

    private static String whole(List<Execution> executions) {
        return executions.stream().map(ExecutionText::whole).collect(Collectors.joining());
    }

    private List<Execution> executions(Services services) {
        return Executions.of(services, MOST, request -> request.setIncidentId(id));
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
