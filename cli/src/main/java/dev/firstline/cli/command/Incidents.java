package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.IncidentText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import dev.firstline.proto.triage.v1.ListIncidentsRequest;
import dev.firstline.proto.triage.v1.ListIncidentsResponse;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists incidents. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description = "Lists incidents, the most recently begun first.")
final class Incidents extends RemoteCommand {

    @Option(names = "--status", converter = EnumWords.OfIncidentStatus.class, paramLabel = "open|resolved")
    private IncidentStatus status = IncidentStatus.INCIDENT_STATUS_UNSPECIFIED;

    @Option(names = "--service", paramLabel = "NAME", description = "Only those of this service.")
    private String service = "";

    @Option(names = "--impact", converter = EnumWords.OfImpact.class, paramLabel = "small|medium|large|unknown")
    private Impact impact = Impact.IMPACT_UNSPECIFIED;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    void run(Services services) {
        List<Incident> found = Pages.read(limit, ask -> {
            ListIncidentsResponse page =
                    services.triage(triage -> triage.listIncidents(ListIncidentsRequest.newBuilder()
                            .setStatus(status)
                            .setService(service)
                            .setImpact(impact)
                            .setPageSize(ask.size())
                            .setPageToken(ask.token())
                            .build()));
            return new Pages.Page<>(page.getIncidentsList(), page.getNextPageToken());
        });
        if (asJson()) out().println("{\"incidents\": " + Json.of(found) + "}");
        else if (found.isEmpty()) out().println("No incidents.");
        else out().print(IncidentText.list(found, surroundings().clock().instant()));
    }
}
