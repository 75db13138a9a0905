package dev.firstline.ingest.api;

import dev.firstline.ingest.store.Batch;
import dev.firstline.ingest.store.BatchStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.Place;
import dev.firstline.proto.ingest.v1.EventBatch;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Reads single events out of their batches. */
@Singleton
public class StoredEvents {

    private final Transactions transactions;
    private final BatchStore batches;

    public StoredEvents(Transactions transactions, BatchStore batches) {
        this.transactions = transactions;
        this.batches = batches;
    }

    /**
     * One event with what follows from its batch.
     *
     * @param id a batch's id, a slash and an index
     * @throws Problem where there is no such event, or none any more
     */
    Event get(String id) {
        int slash = id.indexOf('/');
        UUID batchId;
        int index;
        try {
            batchId = UUID.fromString(id.substring(0, slash));
            index = Integer.parseInt(id.substring(slash + 1));
        } catch (RuntimeException unreadable) {
            throw Problem.invalid("event_id", "is not a batch's UUID, a slash and an index");
        }
        Batch batch =
                transactions.single(tx -> batches.find(tx, batchId)).orElseThrow(() -> Problem.notFound("event", id));
        EventBatch events = Inflated.events(batch.events());
        if (index < 0 || index >= events.getEventsCount()) throw Problem.notFound("event", id);
        return events.getEvents(index).toBuilder()
                .setId(batchId + "/" + index)
                .setPlace(Place.newBuilder().setBatch(batch.place()).setIndex(batch.firstIndex() + index))
                .setObservedTime(EventEncoding.timestamp(batch.acceptedTime()))
                .build();
    }
}
