package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.proto.triage.v1.AcknowledgeRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says that a person looks after an incident. */
@Command(name = "ack", mixinStandardHelpOptions = true, description = "Says that you look after an incident.")
final class Acknowledge extends IncidentChange {

    @Parameters(paramLabel = "ID", description = "The incident's id.")
    private String id;

    @Override
    void run(Services services) {
        show(services.triage(triage -> triage.acknowledge(AcknowledgeRequest.newBuilder()
                        .setRequestId(newRequestId())
                        .setIncidentId(id)
                        .build()))
                .getIncident());
    }
}
