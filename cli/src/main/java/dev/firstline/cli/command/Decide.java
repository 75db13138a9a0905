package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.Words;
import dev.firstline.proto.common.v1.Impact;
import dev.firstline.proto.triage.v1.DecideRequest;
import dev.firstline.proto.triage.v1.DecideResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges an alert. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = "Says what an alert means for customers; its incident's impact follows.")
final class Decide extends IncidentChange {

    @Parameters(index = "0", paramLabel = "ALERT", description = "The alert's id, as show tells it.")
    private String alert;

    @Parameters(
            index = "1",
            paramLabel = "IMPACT",
            converter = EnumWords.OfImpact.class,
            description = "small, medium or large.")
    private Impact impact;

    @Option(names = "--reason", required = true, description = "Why: the next one to see this alert reads it.")
    private String reason;

    @Override
    void run(Services services) {
        if (impact == Impact.IMPACT_UNKNOWN) throw wrongUsage("decide small, medium or large");
        DecideResponse answer = services.triage(triage -> triage.decide(DecideRequest.newBuilder()
                .setRequestId(newRequestId())
                .setAlertId(alert)
                .setImpact(impact)
                .setReason(reason)
                .build()));
        if (answer.hasIncident()) show(answer.getIncident());
        else if (asJson()) out().println(Json.of(answer));
        else out().println("Decided: " + Words.of(impact) + ". The alert has no open incident.");
    }
}
