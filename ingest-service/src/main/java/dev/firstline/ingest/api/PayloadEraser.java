package dev.firstline.ingest.api;

import dev.firstline.ingest.store.PayloadErasure;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Erases one payload for good, because a person wants it so. */
@Singleton
class PayloadEraser {

    private static final String METHOD = "ErasePayload";

    private final StoredEvents events;
    private final PayloadErasure erasure;
    private final Transactions transactions;
    private final Requests requests;

    PayloadEraser(StoredEvents events, PayloadErasure erasure, Transactions transactions, Requests requests) {
        this.events = events;
        this.erasure = erasure;
        this.transactions = transactions;
        this.requests = requests;
    }

    /** Whether it was there. */
    boolean erase(ErasePayloadRequest request) {
        return switch (request.getWhatCase()) {
            case EVENT_ID -> ofEvent(request.getEventId());
            case DEAD_LETTER_ID -> unread(request.getDeadLetterId());
            case WHAT_NOT_SET -> throw Problem.invalid("what", "is missing: an event_id or a dead_letter_id");
        };
    }

    private boolean ofEvent(String eventId) {
        Event event = events.get(eventId);
        UUID batch = UUID.fromString(eventId.substring(0, eventId.indexOf('/')));
        return transactions.call(tx -> {
            boolean erased =
                    !event.getPayloadId().isEmpty() && erasure.erase(tx, batch, UUID.fromString(event.getPayloadId()));
            requests.audit(tx, METHOD, eventId, erased ? "OK" : "REPEATED");
            return erased;
        });
    }

    private boolean unread(String deadLetterId) {
        UUID id = uuid(deadLetterId);
        return transactions.call(tx -> {
            boolean erased = erasure.erase(tx, id, id);
            requests.audit(tx, METHOD, deadLetterId, erased ? "OK" : "REPEATED");
            return erased;
        });
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) {
            throw Problem.invalid("dead_letter_id", "is not a UUID");
        }
    }
}
