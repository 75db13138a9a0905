package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.ingest.store.EventForm;
import jakarta.inject.Singleton;
import java.util.List;

/** Events as the contract has them. */
@Singleton
class ContractForm implements EventForm {

    @Override
    public List<Chunk> chunks(String source, List<Event> events) {
        return EventEncoding.chunks(
                events.stream()
                        .map(event -> EventEncoding.encode(event, source, ""))
                        .toList(),
                source);
    }
}
