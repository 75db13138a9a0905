package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.Table;
import dev.firstline.cli.text.Words;
import dev.firstline.proto.ingest.v1.ChangedEvent;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsResponse;
import dev.firstline.proto.ingest.v1.UnreadableNow;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads stored payloads again. */
@Command(
        name = "replay-payloads",
        mixinStandardHelpOptions = true,
        description =
                "Reads a source's stored payloads again, after its normalizer was mended; only what differs goes on.")
final class ReplayPayloads extends RemoteCommand {

    /** What is shown of the changes; the count is always whole. */
    private static final int MOST_SHOWN = 100;

    @Option(names = "--source", required = true, paramLabel = "NAME", description = "Whose.")
    private String source;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            converter = TimeWord.Converter.class,
            description = "Those accepted since then: 6h (ago), or 2026-11-21T10:00:00Z.")
    private TimeWord since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeWord.Converter.class,
            description = "Those accepted before; now where nothing is said.")
    private TimeWord until;

    @Option(names = "--dry-run", description = "Tells what would change, and changes nothing.")
    private boolean dryRun;

    @Override
    void run(Services services) {
        Instant now = surroundings().clock().instant();
        ReplayPayloadsRequest.Builder request = ReplayPayloadsRequest.newBuilder()
                .setSource(source)
                .setAcceptedAfter(LetterFilter.timestamp(since.before(now)))
                .setAcceptedBefore(LetterFilter.timestamp(until == null ? now : until.before(now)))
                .setDryRun(dryRun);
        ReplayPayloadsResponse.Builder all = ReplayPayloadsResponse.newBuilder();
        do {
            add(services.ingest(ingest -> ingest.replayPayloads(request.build())), all);
            request.setPageToken(all.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        if (asJson()) out().println(Json.of(all));
        else tell(all);
    }

    private static void add(ReplayPayloadsResponse page, ReplayPayloadsResponse.Builder all) {
        all.setPayloads(all.getPayloads() + page.getPayloads())
                .setChangedEvents(all.getChangedEvents() + page.getChangedEvents())
                .addAllUnreadable(page.getUnreadableList())
                .setNextPageToken(page.getNextPageToken());
        page.getChangesList().stream().limit(MOST_SHOWN - all.getChangesCount()).forEach(all::addChanges);
    }

    private void tell(ReplayPayloadsResponse.Builder all) {
        out().println("Read again: " + all.getPayloads() + " payload(s). " + all.getChangedEvents() + " event(s) "
                + (dryRun ? "would go on." : "differ, and went on."));
        if (all.getChangesCount() > 0) {
            Table table = new Table("PAYLOAD", "WHAT", "STATUS", "FINGERPRINT", "TITLE");
            for (ChangedEvent change : all.getChangesList()) {
                table.row(
                        change.getPayloadId(),
                        change.getAdded() ? "added" : "changed",
                        Words.of(change.getStatus()),
                        change.getFingerprint(),
                        change.getTitle());
            }
            out().print(table);
        }
        for (UnreadableNow payload : all.getUnreadableList()) {
            out().println("Can't be read: " + payload.getPayloadId() + ": " + payload.getReason());
        }
    }
}
