package dev.firstline.notify.channel.http;

import java.time.Duration;
import java.util.Optional;

/** What came of a call over HTTP. */
public sealed interface Answer {

    /**
     * The vendor answered.
     *
     * @param status the HTTP status
     * @param body the body, as text
     * @param retryAfter the wait that {@code Retry-After} asks for, where it does
     * @param scopes Slack's {@code X-OAuth-Scopes}; empty elsewhere
     */
    record Received(int status, String body, Optional<Duration> retryAfter, String scopes) implements Answer {}

    /**
     * The request certainly never left: no connection could be made.
     *
     * @param reason why, in a line
     */
    record NotSent(String reason) implements Answer {}

    /**
     * The request may have arrived; no answer came.
     *
     * @param reason what was seen instead, in a line
     */
    record Silence(String reason) implements Answer {}
}
