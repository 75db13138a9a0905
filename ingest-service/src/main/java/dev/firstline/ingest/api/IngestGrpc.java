package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.ingest.store.DeadLetter;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.Outcome;
import dev.firstline.ingest.store.Replay;
import dev.firstline.ingest.store.UnreadPayload;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.security.Caller;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.GetEventResponse;
import dev.firstline.proto.ingest.v1.IngestService;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import dev.firstline.proto.ingest.v1.PostEventsResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterResponse;
import io.opentelemetry.api.trace.Span;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What other teams call: events without a webhook, and the dead letters. */
@GrpcService
public class IngestGrpc implements IngestService {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Sources sources;
    private final Intake intake;
    private final StoredEvents events;
    private final DeadLetters letters;
    private final Replay replay;
    private final Transactions transactions;
    private final AcceptSpans spans;
    private final Caller caller;

    public IngestGrpc(
            Sources sources,
            Intake intake,
            StoredEvents events,
            DeadLetters letters,
            Replay replay,
            Transactions transactions,
            AcceptSpans spans,
            Caller caller) {
        this.sources = sources;
        this.intake = intake;
        this.events = events;
        this.letters = letters;
        this.replay = replay;
        this.transactions = transactions;
        this.spans = spans;
        this.caller = caller;
    }

    @Override
    @RolesAllowed(Roles.SENDER)
    public Uni<PostEventsResponse> postEvents(PostEventsRequest request) {
        return Answers.of(() -> {
            Sources.Source source = sources.find(request.getSource())
                    .orElseThrow(
                            () -> Problem.invalid("source", "no source '" + request.getSource() + "' is configured"));
            List<Event> posted = PostedEvents.checked(request, caller.actor());
            Span span = spans.call(request.getSource());
            try {
                Outcome outcome = intake.accept(posted, source, AcceptSpans.traceparent(span));
                return answer(outcome);
            } finally {
                span.end();
            }
        });
    }

    private static PostEventsResponse answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored stored ->
                PostEventsResponse.newBuilder()
                        .addAllEventIds(stored.eventIds())
                        .build();
            case Outcome.Refused refused ->
                throw Problem.unavailable(refused.reason().name(), "nothing has been accepted", RETRY_AFTER);
            case Outcome.Faulty faulty -> throw Problem.invalid("events", "can't be stored: " + faulty.reason());
        };
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<GetEventResponse> getEvent(GetEventRequest request) {
        return Answers.of(() -> GetEventResponse.newBuilder()
                .setEvent(events.get(request.getEventId()))
                .build());
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListDeadLettersResponse> listDeadLetters(ListDeadLettersRequest request) {
        return Answers.of(() -> {
            int size = PageToken.size(request.getPageSize());
            UUID before = PageToken.parse(request.getPageToken()).id();
            List<DeadLetter> found = transactions.single(
                    tx -> letters.list(tx, before, request.getSource(), request.getIncludeReplayed(), size + 1));
            ListDeadLettersResponse.Builder answer = ListDeadLettersResponse.newBuilder();
            found.stream().limit(size).map(IngestGrpc::encode).forEach(answer::addDeadLetters);
            if (found.size() > size) {
                UUID last = found.get(size - 1).id();
                answer.setNextPageToken(new PageToken(Ids.time(last), last).encode());
            }
            return answer.build();
        });
    }

    private static dev.firstline.proto.ingest.v1.DeadLetter encode(DeadLetter letter) {
        var encoded = dev.firstline.proto.ingest.v1.DeadLetter.newBuilder()
                .setId(letter.id().toString())
                .setSource(letter.source())
                .setAcceptedTime(EventEncoding.timestamp(letter.acceptedTime()))
                .setReason(letter.reason())
                .setContentType(letter.contentType())
                .setSize(letter.size());
        letter.replayedTime().ifPresent(time -> encoded.setReplayedTime(EventEncoding.timestamp(time)));
        return encoded.build();
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ReplayDeadLetterResponse> replayDeadLetter(ReplayDeadLetterRequest request) {
        return Answers.of(() -> {
            UUID id = id(request.getDeadLetterId());
            Replay.Letter letter =
                    replay.find(id).orElseThrow(() -> Problem.notFound("dead letter", request.getDeadLetterId()));
            List<String> ids =
                    switch (letter) {
                        case Replay.Letter.Unread unread -> replay.store(id, readAgain(unread.payload()));
                        case Replay.Letter.Replayed replayed -> replayed.eventIds();
                        case Replay.Letter.RefusedBatch refused ->
                            replay.handOverAgain(id, refused.batch())
                                    .orElseThrow(() -> Problem.precondition(
                                            "NOT_KEPT", "the batch " + refused.batch() + " is not kept any more"));
                    };
            return ReplayDeadLetterResponse.newBuilder().addAllEventIds(ids).build();
        });
    }

    private List<Chunk> readAgain(UnreadPayload unread) {
        String name = unread.payload().source();
        Sources.Source source = sources.find(name)
                .orElseThrow(() -> Problem.precondition("UNKNOWN_SOURCE", "no source '" + name + "' is configured"));
        return switch (Intake.read(source.adapter(), unread.payload())) {
            case Reading.Read read -> {
                List<dev.firstline.ingest.domain.Event> alerts =
                        source.heartbeat().without(read.events());
                if (alerts.isEmpty()) yield List.of();
                yield EventEncoding.chunks(alerts, unread.payload(), unread.id().toString());
            }
            case Reading.Malformed broken -> throw stillUnread(broken.reason());
            case Reading.Unreadable stranger -> throw stillUnread(stranger.reason());
        };
    }

    private static Problem stillUnread(String reason) {
        return Problem.precondition("STILL_UNREADABLE", "it still can't be read: " + reason);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.invalid("dead_letter_id", "is not a UUID");
        }
    }
}
