package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One line of a journal.
 *
 * @param number position in its journal, from 1
 * @param time when it was written, by the stand-in's clock
 * @param line what it tells of
 * @param request the request that it belongs to, the same number on all its lines; 0 for what no request caused
 * @param kind the request's kind, or the effect's name
 * @param content the request's body, the effect's details, or the answer
 */
public record JournalEntry(long number, Instant time, Line line, long request, String kind, JsonNode content) {

    /** What a line tells of. */
    public enum Line {
        /** A request arrived. */
        REQUEST,
        /** Something changed. */
        EFFECT,
        /** What was to be answered: {@code {"status", "body"}}. Written before it is sent. */
        ANSWER,
        /** The answer of this request was not sent: a fault swallowed it, or the caller's connection was gone. */
        LOST
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("n", number).put("time", time.toString());
        json.put("line", line.name()).put("request", request).put("kind", kind);
        json.set("content", content);
        return json;
    }

    static JournalEntry fromJson(JsonNode json) {
        return new JournalEntry(
                json.path("n").longValue(),
                Instant.parse(json.path("time").textValue()),
                Line.valueOf(json.path("line").textValue()),
                json.path("request").longValue(),
                json.path("kind").textValue(),
                json.path("content"));
    }
}
