package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Event;
import java.util.List;

/** Encodes events as they are stored. A store doesn't know the contract; whoever does implements it. */
public interface EventForm {

    /** Events that came without a payload, cut into what a row can hold; at least one. */
    List<Chunk> chunks(String source, List<Event> events);
}
