package dev.firstline.ingest.api;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the id of a request of Opsgenie's Alert API leads to. It is made here, so it can hold what is asked for later. */
sealed interface OpsgenieRequest {

    /** An event came out of it. */
    record Made(String event) implements OpsgenieRequest {}

    /** It became a dead letter. */
    record Kept(UUID deadLetter) implements OpsgenieRequest {}

    /** Nothing came out of it, as nothing had to. */
    record Passed(UUID id) implements OpsgenieRequest {}

    /** It was not given out here. */
    record Unknown() implements OpsgenieRequest {}

    /** A UUID, and behind it the index of an event within its batch, or a word. */
    Pattern ID = Pattern.compile(
            "(?<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?:(?<index>\\d{1,6})|(?<word>kept|none))");

    /** An id that leads to what became of a request. */
    static String id(Intake.Answer answer, UUID otherwise) {
        return switch (answer) {
            case Intake.Answer.Accepted accepted
            when accepted.events() > 0 -> {
                var first = accepted.stored().runs().getFirst();
                yield first.batch() + "-" + first.first();
            }
            case Intake.Answer.Accepted passed -> otherwise + "-none";
            case Intake.Answer.Kept kept -> kept.deadLetter() + "-kept";
            case Intake.Answer.Refused refused -> otherwise.toString();
        };
    }

    /** What an id leads to. */
    static OpsgenieRequest parse(String text) {
        Matcher parts = ID.matcher(text);
        if (!parts.matches()) return new Unknown();
        if (parts.group("index") != null) return new Made(parts.group("uuid") + "/" + parts.group("index"));
        UUID id = UUID.fromString(parts.group("uuid"));
        return parts.group("word").equals("kept") ? new Kept(id) : new Passed(id);
    }
}
