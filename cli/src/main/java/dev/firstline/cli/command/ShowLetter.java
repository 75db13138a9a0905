package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.Words;
import dev.firstline.proto.ingest.v1.DeadLetter;
import dev.firstline.proto.ingest.v1.GetDeadLetterRequest;
import dev.firstline.proto.ingest.v1.GetDeadLetterResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what was sent and could not be read. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows what was sent and could not be read; what looks like a secret is hidden.")
final class ShowLetter extends RemoteCommand {

    @Parameters(paramLabel = "ID", description = "The dead letter's id.")
    private String id;

    @Override
    void run(Services services) {
        GetDeadLetterResponse answer = services.ingest(ingest -> ingest.getDeadLetter(
                GetDeadLetterRequest.newBuilder().setDeadLetterId(id).build()));
        if (asJson()) {
            out().println(Json.of(answer));
            return;
        }
        DeadLetter letter = answer.getDeadLetter();
        out().println("Source:   " + letter.getSource());
        out().println("Accepted: " + Words.time(letter.getAcceptedTime()));
        out().println("Replayed: " + Words.time(letter.getReplayedTime()));
        out().println("Why:      " + letter.getReason());
        out().println("Type:     " + letter.getContentType() + ", " + letter.getSize() + " bytes");
        answer.getHeadersMap().forEach((name, value) -> out().println("Header:   " + name + ": " + value));
        out().println();
        out().println(answer.getBody() + (answer.getTruncated() ? "\n… (the rest is left out)" : ""));
    }
}
