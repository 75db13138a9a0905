package dev.firstline.ingest.api;

import dev.firstline.ingest.store.PayloadStore;
import dev.firstline.proto.common.v1.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came out of payloads so far: about each alert, what their last reading that spoke of it says. */
final class ReadBefore {

    private final Map<String, Map<String, List<Event>>> byPayload = new HashMap<>();

    private ReadBefore() {}

    /** @param batches those as they were accepted first, then the others as they were read */
    static ReadBefore of(List<PayloadStore.Whole> batches) {
        ReadBefore before = new ReadBefore();
        for (PayloadStore.Whole whole : batches) {
            List<Event> events = Inflated.events(whole.batch().events()).getEventsList();
            // A payload may be spread over several batches as it is accepted; a later reading keeps what belongs
            // together.
            if (whole.origin().isPresent()) before.replace(events);
            else events.forEach(before::add);
        }
        return before;
    }

    private void replace(List<Event> events) {
        for (Event event : events) alertsOf(event).remove(event.getFingerprint());
        events.forEach(this::add);
    }

    private void add(Event event) {
        alertsOf(event)
                .computeIfAbsent(event.getFingerprint(), fingerprint -> new ArrayList<>(1))
                .add(event);
    }

    private Map<String, List<Event>> alertsOf(Event event) {
        return byPayload.computeIfAbsent(event.getPayloadId(), payload -> new HashMap<>());
    }

    /** Whether anything about this alert came out of the event's payload. */
    boolean knows(Event event) {
        return alertsOf(event).containsKey(event.getFingerprint());
    }

    /**
     * The events of a new reading that differ.
     *
     * @param now all that a payload says today
     * @return for each alert of which it says something else than before, all that it says, in its order
     */
    List<List<Event>> changed(List<Event> now) {
        Map<String, List<Event>> alerts = new LinkedHashMap<>();
        for (Event event : now) {
            alerts.computeIfAbsent(event.getFingerprint(), fingerprint -> new ArrayList<>(1))
                    .add(event);
        }
        return alerts.values().stream()
                .filter(said -> !said.equals(
                        alertsOf(said.getFirst()).get(said.getFirst().getFingerprint())))
                .toList();
    }
}
