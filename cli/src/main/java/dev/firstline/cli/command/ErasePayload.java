package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import dev.firstline.proto.ingest.v1.ErasePayloadResponse;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases one payload. */
@Command(
        name = "erase-payload",
        mixinStandardHelpOptions = true,
        description = "Erases what a source sent, for good; the events that were read from it stay.",
        footer = {"", "Where nobody can be asked (no terminal), --yes has to be given."})
final class ErasePayload extends RemoteCommand {

    /** Which one. */
    static final class What {

        @Option(names = "--event", paramLabel = "ID", description = "The payload that this event was read from.")
        private String event;

        @Option(names = "--dead-letter", paramLabel = "ID", description = "The payload that nobody could read.")
        private String deadLetter;
    }

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--yes", description = "Does it without asking.")
    private boolean yes;

    @Override
    void run(Services services) {
        if (!yes) ask();
        ErasePayloadRequest.Builder request = ErasePayloadRequest.newBuilder();
        if (what.event != null) request.setEventId(what.event);
        else request.setDeadLetterId(what.deadLetter);
        ErasePayloadResponse answer = services.ingest(ingest -> ingest.erasePayload(request.build()));
        if (asJson()) out().println(Json.of(answer));
        else out().println(answer.getErased() ? "Erased." : "There was no payload any more.");
    }

    private void ask() {
        Surroundings.Person person = surroundings()
                .person()
                .orElseThrow(() -> new CommandFailed(ExitCode.USAGE, "nobody can be asked here: give --yes"));
        if (!person.agrees("Erase it? There is no way back.")) {
            throw new CommandFailed(ExitCode.FAILED, "not erased");
        }
    }
}
