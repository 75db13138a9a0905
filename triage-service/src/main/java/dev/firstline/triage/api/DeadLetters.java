package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.proto.triage.v1.DeadLetter;
import dev.firstline.proto.triage.v1.ListDeadLettersRequest;
import dev.firstline.proto.triage.v1.ListDeadLettersResponse;
import dev.firstline.triage.store.DeadEvents;
import dev.firstline.triage.store.DeadEvents.DeadEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The events that could not be folded: shown, and folded again after somebody mended what was in their way. */
@Singleton
class DeadLetters {

    private static final String METHOD = "ReplayDeadLetter";

    private final Transactions transactions;
    private final DeadEvents dead;
    private final EventFolder folder;
    private final Requests requests;
    private final InstantSource clock;

    DeadLetters(
            Transactions transactions, DeadEvents dead, EventFolder folder, Requests requests, InstantSource clock) {
        this.transactions = transactions;
        this.dead = dead;
        this.folder = folder;
        this.requests = requests;
        this.clock = clock;
    }

    ListDeadLettersResponse list(ListDeadLettersRequest request) {
        int size = PageToken.size(request.getPageSize());
        PageToken from = PageToken.parse(request.getPageToken());
        List<DeadEvent> found = transactions.single(tx -> dead.list(tx, from, request.getIncludeReplayed(), size + 1));
        ListDeadLettersResponse.Builder answer = ListDeadLettersResponse.newBuilder();
        found.stream().limit(size).map(DeadLetters::proto).forEach(answer::addDeadLetters);
        if (found.size() > size) {
            DeadEvent last = found.get(size - 1);
            answer.setNextPageToken(new PageToken(last.created(), last.id()).encode());
        }
        return answer.build();
    }

    private static DeadLetter proto(DeadEvent event) {
        DeadLetter.Builder letter = DeadLetter.newBuilder()
                .setId(event.id().toString())
                .setEvent(EventReader.proto(event.event()))
                .setReason(event.reason())
                .setCreateTime(Protos.time(event.created()));
        event.replayed().ifPresent(time -> letter.setReplayedTime(Protos.time(time)));
        return letter.build();
    }

    /**
     * Folds it, unless somebody was first. The row's lock is its fence: two people may replay the same one.
     *
     * @return the event's id
     * @throws Problem where there is no such dead letter, or its event still can't be folded
     */
    String replay(UUID id) {
        try {
            return transactions.call(tx -> {
                DeadEvent found = dead.lock(tx, id).orElseThrow(() -> Problem.notFound("dead letter", id.toString()));
                requests.audit(tx, METHOD, id.toString(), found.replayed().isEmpty() ? "OK" : "REPEATED");
                if (found.replayed().isPresent()) return found.eventId();
                folder.fold(tx, List.of(EventReader.proto(found.event())), List.of());
                dead.replayed(tx, id, clock.instant());
                return found.eventId();
            });
        } catch (RuntimeException failure) {
            if (GroupFold.isContention(failure)) {
                throw Problem.unavailable(
                        "CONTENDED", "another event brings the same new alert", Duration.ofMillis(100));
            }
            if (!GroupFold.isItemsFault(failure)) throw failure;
            throw Problem.precondition("STILL_NOT_FOLDABLE", "it still can't be folded: " + failure.getMessage());
        }
    }
}
