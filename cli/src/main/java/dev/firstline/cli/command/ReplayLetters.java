package dev.firstline.cli.command;

import com.google.protobuf.Message;
import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayFailure;
import dev.firstline.proto.triage.v1.DeadLetter;
import dev.firstline.proto.triage.v1.ListDeadLettersRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads one dead letter again, or all that a filter finds. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Reads or folds one again, or all that a filter finds, after the cause was mended; doing it twice changes nothing.")
final class ReplayLetters extends RemoteCommand {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The dead letter's id; else say which by a filter.")
    private String id;

    @Mixin
    private LetterFilter filter;

    @Option(names = "--every", description = "Every one that waits.")
    private boolean every;

    @Override
    void run(Services services) {
        int ways = (id == null ? 0 : 1) + (filter.isEmpty() ? 0 : 1) + (every ? 1 : 0);
        if (ways != 1)
            throw wrongUsage("say which: an ID, or filters (--source, --since, --until, --reason), or --every");
        if (id != null) replayOne(services);
        else replayFound(services);
    }

    private void replayOne(Services services) {
        // Ingest has the payloads, triage the events; an id is one of either.
        Optional<Message> atIngest = services.ingest(ingest -> found(() -> ingest.replayDeadLetter(
                ReplayDeadLetterRequest.newBuilder().setDeadLetterId(id).build())));
        Message answer = atIngest.orElseGet(() -> services.triage(triage -> triage.replayDeadLetter(unfolded(id))));
        if (asJson()) out().println(Json.of(answer));
        else out().println(told(answer));
    }

    private static dev.firstline.proto.triage.v1.ReplayDeadLetterRequest unfolded(String id) {
        return dev.firstline.proto.triage.v1.ReplayDeadLetterRequest.newBuilder()
                .setDeadLetterId(id)
                .build();
    }

    private static Optional<Message> found(Supplier<Message> call) {
        try {
            return Optional.of(call.get());
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.NOT_FOUND) throw failure;
            return Optional.empty();
        }
    }

    private static String told(Message answer) {
        return answer instanceof ReplayDeadLetterResponse read
                ? "Replayed: " + read.getEventIdsCount() + " event(s) came out of it."
                : "Replayed: the event is folded.";
    }

    private void replayFound(Services services) {
        Instant now = surroundings().clock().instant();
        ReplayDeadLettersResponse.Builder all = ReplayDeadLettersResponse.newBuilder();
        var request = filter.replaying(now);
        do {
            ReplayDeadLettersResponse page = services.ingest(ingest -> ingest.replayDeadLetters(request.build()));
            all.setReplayed(all.getReplayed() + page.getReplayed())
                    .setEvents(all.getEvents() + page.getEvents())
                    .addAllFailures(page.getFailuresList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        for (DeadLetter letter : unfolded(services, now)) replay(services, letter, all);
        if (asJson()) {
            out().println(Json.of(all));
        } else {
            out().println("Replayed: " + all.getReplayed() + " dead letter(s), " + all.getEvents()
                    + " event(s) came out of them.");
            for (ReplayFailure failure : all.getFailuresList()) {
                out().println("Not replayed: " + failure.getDeadLetterId() + ": " + failure.getReason());
            }
        }
    }

    private List<DeadLetter> unfolded(Services services, Instant now) {
        List<DeadLetter> waiting = Pages.read(Integer.MAX_VALUE, ask -> {
            var page = services.triage(triage -> triage.listDeadLetters(ListDeadLettersRequest.newBuilder()
                    .setPageSize(ask.size())
                    .setPageToken(ask.token())
                    .build()));
            return new Pages.Page<>(page.getDeadLettersList(), page.getNextPageToken());
        });
        return waiting.stream().filter(letter -> filter.admits(letter, now)).toList();
    }

    private static void replay(Services services, DeadLetter letter, ReplayDeadLettersResponse.Builder all) {
        try {
            var ignored = services.triage(triage -> triage.replayDeadLetter(unfolded(letter.getId())));
            all.setReplayed(all.getReplayed() + 1).setEvents(all.getEvents() + 1);
        } catch (CommandFailed still) {
            if (still.exitCode() != dev.firstline.cli.ExitCode.FAILED) throw still;
            all.addFailuresBuilder().setDeadLetterId(letter.getId()).setReason(still.getMessage());
        }
    }
}
