package dev.firstline.notify.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What Slack said to a call. */
sealed interface SlackReply {

    /**
     * Done.
     *
     * @param body the answer
     * @param scopes what the token may do, comma separated
     */
    record Ok(JsonNode body, String scopes) implements SlackReply {}

    /**
     * Not done.
     *
     * @param error Slack's word for it
     * @param detail what else it said
     */
    record Refused(String error, String detail) implements SlackReply {}

    /**
     * Too often.
     *
     * @param after how long to wait
     */
    record Limited(Optional<Duration> after) implements SlackReply {}

    /**
     * It certainly never left.
     *
     * @param reason why
     */
    record NotSent(String reason) implements SlackReply {}

    /**
     * Nobody can say whether it was done.
     *
     * @param reason what was seen
     */
    record Unclear(String reason) implements SlackReply {}
}
