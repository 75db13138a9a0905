package dev.firstline.ingest.testing;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds events against what PostgreSQL, protobuf and an index can take. */
public final class StorableEvents {

    private static final int LONGEST_IDENTITY = 500;

    private StorableEvents() {}

    /**
     * @throws AssertionError where an event can't be stored
     */
    public static void check(Reading reading) {
        if (reading == null) throw new AssertionError("an adapter always says something");
        if (reading instanceof Reading.Read read) read.events().forEach(StorableEvents::check);
    }

    private static void check(Event event) {
        for (String identity : List.of(
                event.fingerprint(),
                event.title(),
                event.deliveryId(),
                event.episode().key(),
                event.service(),
                event.environment())) {
            if (identity.length() > LONGEST_IDENTITY) throw new AssertionError("too long: " + identity);
            check(identity);
        }
        check(event.description());
        check(event.labels().toString());
        check(event.partialReasons().toString());
        check(event.links().toString());
        check(event.resource().toString());
    }

    private static void check(String text) {
        boolean storable =
                text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!storable) throw new AssertionError("it can't be stored: " + text);
    }
}
