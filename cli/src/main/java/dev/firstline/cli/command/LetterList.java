package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.Table;
import dev.firstline.cli.text.Words;
import dev.firstline.proto.ingest.v1.DeadLetter;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what was accepted and could not be used, newest first. */
abstract class LetterList extends RemoteCommand {

    @Mixin
    private LetterFilter filter;

    @Option(names = "--all", description = "Those that were replayed, too.")
    private boolean all;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    final void run(Services services) {
        List<DeadLetter> unread = Pages.read(limit, ask -> unread(services, ask.size(), ask.token()));
        List<dev.firstline.proto.triage.v1.DeadLetter> unfolded =
                Pages.read(limit, ask -> unfolded(services, ask.size(), ask.token()));
        if (asJson()) {
            out().println("{\"deadLetters\": " + Json.of(unread) + ", \"unfoldedEvents\": " + Json.of(unfolded) + "}");
        } else if (unread.isEmpty() && unfolded.isEmpty()) {
            out().println("No dead letters.");
        } else {
            out().print(text(unread, unfolded));
        }
    }

    private Pages.Page<DeadLetter> unread(Services services, int size, String token) {
        ListDeadLettersResponse page = services.ingest(ingest -> ingest.listDeadLetters(filter.listing(now())
                .setIncludeReplayed(all)
                .setPageSize(size)
                .setPageToken(token)
                .build()));
        return new Pages.Page<>(page.getDeadLettersList(), page.getNextPageToken());
    }

    private Pages.Page<dev.firstline.proto.triage.v1.DeadLetter> unfolded(Services services, int size, String token) {
        var page = services.triage(
                triage -> triage.listDeadLetters(dev.firstline.proto.triage.v1.ListDeadLettersRequest.newBuilder()
                        .setIncludeReplayed(all)
                        .setPageSize(size)
                        .setPageToken(token)
                        .build()));
        List<dev.firstline.proto.triage.v1.DeadLetter> ofSource = page.getDeadLettersList().stream()
                .filter(letter -> filter.admits(letter, now()))
                .toList();
        return new Pages.Page<>(ofSource, page.getNextPageToken());
    }

    private Instant now() {
        return surroundings().clock().instant();
    }

    private static String text(List<DeadLetter> letters, List<dev.firstline.proto.triage.v1.DeadLetter> unfolded) {
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
        for (var letter : unfolded) {
            table.row(
                    letter.getId(),
                    letter.getEvent().getSource(),
                    Words.time(letter.getEvent().getObservedTime()),
                    Words.time(letter.getReplayedTime()),
                    Integer.toString(letter.getEvent().getSerializedSize()),
                    "not folded: " + letter.getReason());
        }
        return table.toString();
    }
}
