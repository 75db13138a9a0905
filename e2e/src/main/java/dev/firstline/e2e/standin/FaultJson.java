package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.fault.Moment;
import java.time.Duration;
import java.util.Locale;

/**
 * A fault as {@code /_control} states it.
 *
 * <p>{@code {"on": "chat\\..*", "containing": "C024BE91L", "do": "rate-limit", "times": 3, "for_ms": 10000, "at": "after-effect"}}, where
 * {@code do} is {@code rate-limit} ({@code retry_after_s}), {@code fail} ({@code status}), {@code refuse} ({@code error}), {@code hang},
 * {@code hold}, {@code close} or {@code delay} ({@code delay_ms}). All but {@code on} and {@code do} may be left out.
 */
final class FaultJson {
    private FaultJson() {}

    static Fault parse(ObjectNode json) {
        String on = Json.text(json, "on").orElseThrow(() -> new IllegalArgumentException("on is missing"));
        Fault fault = Fault.on(on).with(json.path("containing").asText("")).doing(act(json));
        if (moment(json) == Moment.AFTER_EFFECT) fault = fault.afterEffect();
        if (json.has("times")) fault = fault.times(json.path("times").asInt());
        return json.has("for_ms")
                ? fault.lasting(Duration.ofMillis(json.path("for_ms").asLong()))
                : fault;
    }

    private static Act act(ObjectNode json) {
        String word = json.path("do").asText();
        return switch (word) {
            case "rate-limit" -> new Act.RateLimit(json.path("retry_after_s").asInt());
            case "fail" -> new Act.Fail(json.path("status").asInt(500));
            case "refuse" -> new Act.Refuse(json.path("error").asText());
            case "hang" -> new Act.Hold(true);
            case "hold" -> new Act.Hold(false);
            case "close" -> new Act.Close();
            case "delay" ->
                new Act.Delay(Duration.ofMillis(json.path("delay_ms").asLong(1000)));
            default ->
                throw new IllegalArgumentException(
                        "do is \"" + word + "\", not one of rate-limit, fail, refuse, hang, hold, close, delay");
        };
    }

    private static Moment moment(ObjectNode json) {
        String word = json.path("at").asText("before-effect");
        try {
            return Moment.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("at is \"" + word + "\", not before-effect or after-effect", e);
        }
    }
}
