package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.Table;
import dev.firstline.cli.text.Words;
import dev.firstline.proto.ingest.v1.DeadLetter;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterResponse;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What was accepted and could not be used. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Accepted payloads that could not be read, or that triage refused.",
        subcommands = {DeadLetters.Listing.class, DeadLetters.Replay.class})
final class DeadLetters implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, or replay ID");
    }

    /** Lists them. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them, newest first.")
    static final class Listing extends RemoteCommand {

        @Option(names = "--source", paramLabel = "NAME", description = "Only those of this source.")
        private String source = "";

        @Option(names = "--all", description = "Those that were replayed, too.")
        private boolean all;

        @Option(names = "--limit", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        void run(Services services) {
            List<DeadLetter> found = Pages.read(limit, ask -> {
                ListDeadLettersResponse page =
                        services.ingest(ingest -> ingest.listDeadLetters(ListDeadLettersRequest.newBuilder()
                                .setSource(source)
                                .setIncludeReplayed(all)
                                .setPageSize(ask.size())
                                .setPageToken(ask.token())
                                .build()));
                return new Pages.Page<>(page.getDeadLettersList(), page.getNextPageToken());
            });
            if (asJson()) out().println("{\"deadLetters\": " + Json.of(found) + "}");
            else if (found.isEmpty()) out().println("No dead letters.");
            else out().print(text(found));
        }

        private static String text(List<DeadLetter> letters) {
            Table table = new Table("ID", "SOURCE", "ACCEPTED", "REPLAYED", "BYTES", "WHY");
            for (DeadLetter letter : letters) {
                table.row(
                        letter.getId(),
                        letter.getSource(),
                        Words.time(letter.getAcceptedTime()),
                        Words.time(letter.getReplayedTime()),
                        Integer.toString(letter.getSize()),
                        letter.getReason());
            }
            return table.toString();
        }
    }

    /** Reads one again. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Reads one again, with today's normalizer; doing it twice changes nothing.")
    static final class Replay extends RemoteCommand {

        @Parameters(paramLabel = "ID", description = "The dead letter's id.")
        private String id;

        @Override
        void run(Services services) {
            ReplayDeadLetterResponse answer = services.ingest(ingest -> ingest.replayDeadLetter(
                    ReplayDeadLetterRequest.newBuilder().setDeadLetterId(id).build()));
            if (asJson()) out().println(Json.of(answer));
            else out().println("Replayed: " + answer.getEventIdsCount() + " event(s) came out of it.");
        }
    }
}
