package dev.firstline.notify.channel.pagerduty;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.http.Answer;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.channel.text.Texts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tries routing keys without paging anybody. PagerDuty has no call for it, but says at once where it doesn't know an event's key, and
 * drops an acknowledgement that belongs to no open alert: so each key is tried with one for a dedup key that nobody has ever used.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty: send an alert event, alert de-duplication</a>
 */
final class KeyTrial {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** What a trial showed. */
    sealed interface Shown {

        /** PagerDuty knows the key. Whether somebody is on call behind it, it doesn't say. */
        record Known() implements Shown {}

        /** PagerDuty doesn't take it. */
        record Refused(String why) implements Shown {}

        /** Nobody said anything about it. */
        record Open(String why) implements Shown {}
    }

    private final Caller caller;
    private final ObjectMapper json;
    private final URI enqueue;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    KeyTrial(Caller caller, ObjectMapper json, URI enqueue) {
        this.caller = caller;
        this.json = json;
        this.enqueue = enqueue;
    }

    /** Tries a key, once; again only where it has changed, or was not found to be known. Blocks. */
    Shown shown(String name, String key) {
        if (key.equals(known.get(name))) return new Shown.Known();
        String event = json.createObjectNode()
                .put("routing_key", key)
                .put("event_action", "acknowledge")
                .put("dedup_key", "firstline-key-trial/" + UUID.randomUUID())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(enqueue)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        Shown shown = shown(caller.call(request, DEADLINE), key);
        if (shown instanceof Shown.Known) known.put(name, key);
        return shown;
    }

    private static Shown shown(Answer answer, String key) {
        return switch (answer) {
            case Answer.NotSent notSent -> new Shown.Open(notSent.reason());
            case Answer.Silence silence -> new Shown.Open(silence.reason());
            case Answer.Received received -> {
                int status = received.status();
                if (status >= 200 && status < 300) yield new Shown.Known();
                String said = Texts.cut(Texts.line(received.body().replace(key, "…")), 200);
                String why = "PagerDuty answers HTTP " + status + " " + said;
                yield status == 429 || status >= 500 ? new Shown.Open(why) : new Shown.Refused(why);
            }
        };
    }

    /**
     * Tries all keys that look like keys, until PagerDuty is silent.
     *
     * @param facts takes what was seen of each
     * @return what is wrong, a line each
     */
    List<String> problems(RoutingKeys keys, Map<String, String> facts) {
        List<String> problems = new ArrayList<>();
        for (String name : keys.names()) {
            Optional<String> key = keys.key(name).filter(RoutingKeys::isKey);
            if (key.isEmpty()) continue;
            switch (shown(name, key.get())) {
                case Shown.Known yes -> facts.put("routing-key " + name, "known to PagerDuty");
                case Shown.Refused refused -> problems.add("wrong routing key " + name + ": " + refused.why());
                case Shown.Open open -> {
                    problems.add("the routing key " + name + " could not be tried: " + open.why());
                    return problems;
                }
            }
        }
        return problems;
    }
}
