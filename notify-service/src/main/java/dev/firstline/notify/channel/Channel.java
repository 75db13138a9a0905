package dev.firstline.notify.channel;

import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.Route;
import java.time.Instant;
import java.util.Optional;

/** A way to tell people. Every bean of this type is found; two of one name stop the start. */
public interface Channel {

    /** Its name in policies and routes, in lower case, without spaces. */
    String name();

    /** Where in the channel a route leads; empty where the channel is not set up for it (no token, no key). */
    Optional<String> destination(Route route);

    /** Whether it tells the lines of an incident's story; otherwise none are read for it. */
    boolean tellsStory();

    /**
     * Decides a conversation's next step: no calls, no clock.
     *
     * @param conversation all that is known
     * @param now the time
     */
    Next next(Conversation conversation, Instant now);

    /**
     * Does an operation that {@link #next} asked for. Blocks, at most as long as the attempt allows.
     *
     * @param conversation what it was decided from
     * @param operation one of this channel's own
     * @param attempt the delivery's id and how long it may take
     */
    Outcome send(Conversation conversation, Operation operation, Attempt attempt);

    /** Tries, without telling anybody anything, whether people would be reached. Blocks. */
    Wellbeing probe();
}
