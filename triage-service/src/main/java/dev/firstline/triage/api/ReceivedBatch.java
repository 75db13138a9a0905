package dev.firstline.triage.api;

import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.telemetry.Traces;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import java.util.List;

/**
 * A batch of events as ingest handed it over.
 *
 * @param id a UUID
 * @param place its place in the order of acceptance
 * @param events in their order
 * @param traceparent the trace that brought it; empty where none runs
 */
record ReceivedBatch(String id, long place, List<Event> events, String traceparent) {

    /** @throws Problem (INVALID_ARGUMENT) where the batch can't be read */
    static ReceivedBatch of(ReceiveEventsRequest request) {
        String id = Protos.uuid("batch_id", request.getBatchId()).toString();
        return new ReceivedBatch(id, request.getPlace(), EventReader.read(request, id), Traces.current());
    }
}
