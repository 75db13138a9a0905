package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Severity;

/** What of a batch could not be read, as an alert of its own: the rest of the batch must not hide it. */
final class UnreadPart {

    private UnreadPart() {}

    static Event event(int count, Reasons why) {
        Draft draft = new Draft(why);
        draft.fingerprint = "firstline/unread";
        draft.severity = Severity.WARNING;
        draft.title = count + " events of a batch could not be read";
        draft.description = "The batch is kept as it came.";
        return draft.event();
    }
}
