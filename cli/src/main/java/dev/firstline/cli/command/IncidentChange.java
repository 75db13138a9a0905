package dev.firstline.cli.command;

import dev.firstline.cli.text.IncidentText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.triage.v1.Incident;

/** A command that changes an incident, and shows it as it is then. */
abstract class IncidentChange extends RemoteCommand {

    void show(Incident incident) {
        if (asJson()) out().println(Json.of(incident));
        else out().print(IncidentText.head(incident));
    }
}
