package dev.firstline.ingest.api;

import dev.firstline.ingest.store.Outcome;
import dev.firstline.platform.rpc.Answers;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.security.Caller;
import dev.firstline.platform.security.Roles;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import dev.firstline.proto.ingest.v1.ErasePayloadResponse;
import dev.firstline.proto.ingest.v1.GetDeadLetterRequest;
import dev.firstline.proto.ingest.v1.GetDeadLetterResponse;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.GetEventResponse;
import dev.firstline.proto.ingest.v1.IngestService;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.PostEventsRequest;
import dev.firstline.proto.ingest.v1.PostEventsResponse;
import dev.firstline.proto.ingest.v1.PreviewPayloadRequest;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsResponse;
import io.opentelemetry.api.trace.Span;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;

/** What other teams call: events without a webhook, and the dead letters. */
@GrpcService
public class IngestGrpc implements IngestService {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Sources sources;
    private final Intake intake;
    private final StoredEvents events;
    private final Previews previews;
    private final DeadLetterDesk letters;
    private final PayloadReplay payloads;
    private final PayloadEraser eraser;
    private final AcceptSpans spans;
    private final Caller caller;

    public IngestGrpc(
            Sources sources,
            Intake intake,
            StoredEvents events,
            Previews previews,
            DeadLetterDesk letters,
            PayloadReplay payloads,
            PayloadEraser eraser,
            AcceptSpans spans,
            Caller caller) {
        this.sources = sources;
        this.intake = intake;
        this.events = events;
        this.previews = previews;
        this.letters = letters;
        this.payloads = payloads;
        this.eraser = eraser;
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
    public Uni<PreviewPayloadResponse> previewPayload(PreviewPayloadRequest request) {
        return Answers.of(() -> previews.of(request));
    }

    @Override
    @RolesAllowed(Roles.VIEWER)
    public Uni<ListDeadLettersResponse> listDeadLetters(ListDeadLettersRequest request) {
        return Answers.of(() -> letters.list(request));
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<GetDeadLetterResponse> getDeadLetter(GetDeadLetterRequest request) {
        return Answers.of(() -> letters.get(request.getDeadLetterId()));
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ReplayDeadLetterResponse> replayDeadLetter(ReplayDeadLetterRequest request) {
        return Answers.of(() -> ReplayDeadLetterResponse.newBuilder()
                .addAllEventIds(letters.replay(request.getDeadLetterId()))
                .build());
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ReplayDeadLettersResponse> replayDeadLetters(ReplayDeadLettersRequest request) {
        return Answers.of(() -> letters.replayAll(request));
    }

    @Override
    @RolesAllowed(Roles.RESPONDER)
    public Uni<ReplayPayloadsResponse> replayPayloads(ReplayPayloadsRequest request) {
        return Answers.of(() -> payloads.replay(request));
    }

    @Override
    @RolesAllowed(Roles.ADMIN)
    public Uni<ErasePayloadResponse> erasePayload(ErasePayloadRequest request) {
        return Answers.of(() -> ErasePayloadResponse.newBuilder()
                .setErased(eraser.erase(request))
                .build());
    }
}
