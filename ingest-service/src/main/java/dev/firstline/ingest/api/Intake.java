package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Fault;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.store.AcceptQueue;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.ingest.store.Heard;
import dev.firstline.ingest.store.Outcome;
import dev.firstline.ingest.store.Submission;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.rpc.CallTime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Takes payloads and events in: read, stored, answered. */
@Singleton
public class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** What became of a payload. */
    sealed interface Answer {

        /**
         * Its events are committed; where it has none, itself, unless there will never be one.
         *
         * @param unread how many parts of it could not be read at all
         */
        record Accepted(Outcome.Stored stored, int events, int unread) implements Answer {

            /** Whether it is kept for a reading that finds an event in it. */
            boolean isWithoutEvent() {
                return events == 0 && !stored.runs().isEmpty();
            }
        }

        /**
         * It is kept as a dead letter.
         *
         * @param malformed whether the body isn't what its content type says
         */
        record Kept(UUID deadLetter, String reason, boolean malformed) implements Answer {}

        /** Nothing of it is stored; it may be sent again. */
        record Refused(Outcome.Reason reason) implements Answer {}
    }

    private final AcceptQueue commits;
    private final UnreadIntake unread;
    private final Backlog backlog;
    private final Heard heard;
    private final AcceptMeters meters;
    private final InstantSource clock;
    private final Duration maxWait;

    public Intake(
            AcceptQueue commits,
            UnreadIntake unread,
            Backlog backlog,
            Heard heard,
            AcceptMeters meters,
            InstantSource clock,
            IngestConfig config) {
        this.commits = commits;
        this.unread = unread;
        this.backlog = backlog;
        this.heard = heard;
        this.meters = meters;
        this.clock = clock;
        this.maxWait = config.maxWait();
    }

    /**
     * Takes a payload in. Doesn't block.
     *
     * @param traceparent the trace that it belongs to; empty where none runs
     */
    CompletableFuture<Answer> accept(Sources.Source source, Payload payload, String traceparent) {
        Instant now = clock.instant();
        Reading reading = read(source.adapter(), payload);
        if (source.expected()) listen(source, reading, now);
        CompletableFuture<Answer> answer =
                switch (reading) {
                    case Reading.Read read -> store(read.without(source.heartbeat()), payload, now, traceparent);
                    case Reading.Malformed broken -> keep(payload, broken.reason(), true, now, traceparent);
                    case Reading.Unreadable stranger -> keep(payload, stranger.reason(), false, now, traceparent);
                };
        return answer.whenComplete((given, failure) -> count(source.adapter().type(), given));
    }

    /** What comes shows that its sender lives, whether it can be used or not, unless its heartbeat alone does. */
    private void listen(Sources.Source source, Reading reading, Instant now) {
        boolean lives =
                switch (reading) {
                    case Reading.Read read -> source.heartbeat().isHeardIn(read.events());
                    case Reading.Malformed broken -> !source.heartbeat().required();
                    case Reading.Unreadable stranger -> !source.heartbeat().required();
                };
        if (lives) heard.note(source.name(), now);
    }

    /** Takes events in that were not read from a payload, and waits for their commit. All of them go on, a heartbeat too. */
    Outcome accept(List<dev.firstline.proto.common.v1.Event> events, Sources.Source from, String traceparent) {
        String source = from.name();
        if (from.expected() && PostedEvents.isHeard(events, from.heartbeat())) heard.note(source, clock.instant());
        Outcome outcome = backlog.refusal()
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> commit(EventEncoding.chunks(events, source), traceparent));
        switch (outcome) {
            case Outcome.Stored stored -> meters.accepted(AcceptMeters.GRPC, events.size());
            case Outcome.Refused refused -> meters.refused(AcceptMeters.GRPC, refused.reason());
            case Outcome.Faulty faulty -> {
                LOG.warnf("events of %s could not be stored", source);
                LOG.debugf("why they could not: %s", faulty.reason());
            }
        }
        return outcome;
    }

    private Outcome commit(List<Chunk> chunks, String traceparent) {
        Instant deadline = clock.instant().plus(CallTime.leftOr(maxWait));
        return commits.submit(new Submission(chunks, deadline, traceparent)).join();
    }

    /** What a payload says, today. */
    static Reading read(SourceAdapter adapter, Payload payload) {
        try {
            return adapter.read(payload);
        } catch (RuntimeException bug) {
            LOG.errorf("the adapter %s failed on a payload of %s: %s", adapter.type(), payload.source(), Fault.of(bug));
            LOG.debugf(bug, "how %s failed", adapter.type());
            return new Reading.Unreadable("the adapter failed: " + bug);
        }
    }

    private CompletableFuture<Answer> store(Reading.Read read, Payload payload, Instant now, String traceparent) {
        List<Event> events = read.events();
        if (events.isEmpty() && read.settled()) {
            return CompletableFuture.completedFuture(new Answer.Accepted(new Outcome.Stored(List.of()), 0, 0));
        }
        Optional<Outcome.Reason> refusal = refusal(read);
        if (refusal.isPresent()) return CompletableFuture.completedFuture(new Answer.Refused(refusal.get()));
        List<Chunk> chunks = EventEncoding.chunks(events, payload, Ids.next(now).toString());
        return commits.submit(new Submission(chunks, now.plus(maxWait), traceparent))
                .thenCompose(outcome -> switch (outcome) {
                    case Outcome.Stored stored ->
                        CompletableFuture.completedFuture(new Answer.Accepted(stored, events.size(), read.unread()));
                    case Outcome.Refused refused ->
                        CompletableFuture.completedFuture(new Answer.Refused(refused.reason()));
                    case Outcome.Faulty faulty -> keep(payload, faulty.reason(), false, now, traceparent);
                });
    }

    /** What has no event waits for nobody, and only takes room. */
    private Optional<Outcome.Reason> refusal(Reading.Read read) {
        if (!read.isOpen()) return backlog.refusal();
        return backlog.isDatabaseFull() ? Optional.of(Outcome.Reason.DATABASE_FULL) : Optional.empty();
    }

    private CompletableFuture<Answer> keep(
            Payload payload, String reason, boolean malformed, Instant now, String traceparent) {
        if (backlog.isDatabaseFull()) {
            return CompletableFuture.completedFuture(new Answer.Refused(Outcome.Reason.DATABASE_FULL));
        }
        return unread.keep(payload, reason, now, now.plus(maxWait), traceparent)
                .thenApply(kept -> kept.<Answer>map(id -> new Answer.Kept(id, reason, malformed))
                        .orElseGet(() -> new Answer.Refused(Outcome.Reason.DATABASE_AWAY)));
    }

    private void count(String type, Answer answer) {
        switch (answer) {
            case Answer.Accepted kept when kept.isWithoutEvent() -> meters.withoutEvent(type);
            case Answer.Accepted accepted -> meters.accepted(type, accepted.events());
            case Answer.Kept kept -> meters.unread(type);
            case Answer.Refused refused -> meters.refused(type, refused.reason());
            case null -> LOG.debug("a payload has no answer");
        }
    }
}
