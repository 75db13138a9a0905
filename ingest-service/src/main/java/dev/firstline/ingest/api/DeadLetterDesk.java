package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.domain.Redaction;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.ingest.store.DeadLetter;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.Replay;
import dev.firstline.ingest.store.UnreadPayload;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.ingest.v1.GetDeadLetterResponse;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ListDeadLettersResponse;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What could not be used: shown, and read again once a normalizer is mended. */
@Singleton
class DeadLetterDesk {

    /** Enough to see what is wrong, and no more than a terminal shows. */
    private static final int MOST_SHOWN = 64 << 10;

    private final Sources sources;
    private final DeadLetters letters;
    private final Replay replay;
    private final Transactions transactions;

    DeadLetterDesk(Sources sources, DeadLetters letters, Replay replay, Transactions transactions) {
        this.sources = sources;
        this.letters = letters;
        this.replay = replay;
        this.transactions = transactions;
    }

    /** One page of a list that goes from the newest to the oldest. */
    private record Page(List<DeadLetter> letters, String nextToken) {}

    ListDeadLettersResponse list(ListDeadLettersRequest request) {
        DeadLetters.Filter filter = new DeadLetters.Filter(
                request.getSource(),
                request.getIncludeReplayed(),
                Range.from(request.hasAcceptedAfter(), request.getAcceptedAfter()),
                Range.until(request.hasAcceptedBefore(), request.getAcceptedBefore()),
                request.getReason());
        Page page = page(filter, request.getPageSize(), request.getPageToken());
        return ListDeadLettersResponse.newBuilder()
                .addAllDeadLetters(
                        page.letters().stream().map(DeadLetterDesk::encode).toList())
                .setNextPageToken(page.nextToken())
                .build();
    }

    private Page page(DeadLetters.Filter filter, int pageSize, String pageToken) {
        int size = PageToken.size(pageSize);
        UUID before = PageToken.parse(pageToken).id();
        List<DeadLetter> found = transactions.single(tx -> letters.list(tx, before, filter, size + 1));
        if (found.size() <= size) return new Page(found, "");
        UUID last = found.get(size - 1).id();
        return new Page(found.subList(0, size), new PageToken(Ids.time(last), last).encode());
    }

    GetDeadLetterResponse get(String letterId) {
        UUID id = id(letterId);
        return transactions.snapshot(tx -> {
            DeadLetter letter = letters.listed(tx, id).orElseThrow(() -> Problem.notFound("dead letter", letterId));
            GetDeadLetterResponse.Builder answer =
                    GetDeadLetterResponse.newBuilder().setDeadLetter(encode(letter));
            letters.payload(tx, id).ifPresent(payload -> show(payload, answer));
            return answer.build();
        });
    }

    private static void show(Payload payload, GetDeadLetterResponse.Builder answer) {
        String text = new String(payload.body(), StandardCharsets.UTF_8);
        boolean cut = text.length() > MOST_SHOWN;
        answer.setBody(Redaction.of(cut ? text.substring(0, MOST_SHOWN) : text)).setTruncated(cut);
        payload.headers().forEach((name, value) -> answer.putHeaders(name, Redaction.of(value)));
    }

    /** Reads a dead letter again; returns the ids of the events that came out of it. */
    List<String> replay(String letterId) {
        UUID id = id(letterId);
        Replay.Letter letter = replay.find(id).orElseThrow(() -> Problem.notFound("dead letter", letterId));
        return switch (letter) {
            case Replay.Letter.Unread unread -> replay.store(id, readAgain(unread.payload()));
            case Replay.Letter.Replayed replayed -> replayed.eventIds();
            case Replay.Letter.RefusedBatch refused ->
                replay.handOverAgain(id, refused.batch())
                        .orElseThrow(() -> Problem.precondition(
                                "NOT_KEPT", "the batch " + refused.batch() + " is not kept any more"));
        };
    }

    /** Reads those that a filter finds again, a page of them. What still can't be used is told, and stays as it is. */
    ReplayDeadLettersResponse replayAll(ReplayDeadLettersRequest request) {
        DeadLetters.Filter filter = new DeadLetters.Filter(
                request.getSource(),
                false,
                Range.from(request.hasAcceptedAfter(), request.getAcceptedAfter()),
                Range.until(request.hasAcceptedBefore(), request.getAcceptedBefore()),
                request.getReason());
        Page page = page(filter, request.getPageSize(), request.getPageToken());
        ReplayDeadLettersResponse.Builder answer =
                ReplayDeadLettersResponse.newBuilder().setNextPageToken(page.nextToken());
        for (DeadLetter letter : page.letters()) {
            String id = letter.id().toString();
            try {
                int events = replay(id).size();
                answer.setReplayed(answer.getReplayed() + 1).setEvents(answer.getEvents() + events);
            } catch (Problem still) {
                answer.addFailuresBuilder().setDeadLetterId(id).setReason(String.valueOf(still.getMessage()));
            }
        }
        return answer.build();
    }

    private List<Chunk> readAgain(UnreadPayload unread) {
        String name = unread.payload().source();
        Sources.Source source = sources.find(name)
                .orElseThrow(() -> Problem.precondition("UNKNOWN_SOURCE", "no source '" + name + "' is configured"));
        return switch (Intake.read(source.adapter(), unread.payload())) {
            case Reading.Read read -> {
                Reading.Read alerts = read.without(source.heartbeat());
                if (alerts.events().isEmpty() && alerts.settled()) yield List.of();
                yield EventEncoding.chunks(
                        alerts.events(), unread.payload(), unread.id().toString());
            }
            case Reading.Malformed broken -> throw stillUnread(broken.reason());
            case Reading.Unreadable stranger -> throw stillUnread(stranger.reason());
        };
    }

    private static Problem stillUnread(String reason) {
        return Problem.precondition("STILL_UNREADABLE", "it still can't be read: " + reason);
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

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.invalid("dead_letter_id", "is not a UUID");
        }
    }
}
