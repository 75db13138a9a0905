package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.proto.triage.v1.ResolveRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that an incident is over. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = "Says that an incident is over; it holds until one of its alerts fires anew.")
final class Resolve extends IncidentChange {

    @Parameters(paramLabel = "ID", description = "The incident's id.")
    private String id;

    @Option(names = "--reason", description = "Why, for its timeline.")
    private String reason = "";

    @Override
    void run(Services services) {
        show(services.triage(triage -> triage.resolve(ResolveRequest.newBuilder()
                        .setRequestId(newRequestId())
                        .setIncidentId(id)
                        .setReason(reason)
                        .build()))
                .getIncident());
    }
}
