package dev.firstline.notify.testing;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Slack's Web API as far as notify uses it. Channels are made by their first use; an id is "C" and the name in capitals. Only those
 * are listed that a test has shown.
 */
public final class FakeSlack extends FakeServer {

    /** chat.update refuses more characters; chat.postMessage takes ten times as many. */
    private static final int LONGEST_EDIT = 4000;

    private final List<JsonObject> messages = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Set<String> listed = new TreeSet<>();
    private final Set<String> kept = new TreeSet<>();
    private final List<String> posted = new ArrayList<>();
    private final Map<String, JsonObject> known = new TreeMap<>();
    private volatile String scopes = "chat:write,channels:read,channels:history";
    private long nextTs = System.currentTimeMillis() / 1000;

    /** The first messages in a channel about an incident. */
    public synchronized List<JsonObject> roots(String incidentId) {
        return messages.stream()
                .filter(message -> incident(message).equals(incidentId) && !message.containsKey("thread_ts"))
                .toList();
    }

    /** The replies about an incident, oldest first. */
    public synchronized List<JsonObject> replies(String incidentId) {
        return messages.stream()
                .filter(message -> incident(message).equals(incidentId) && message.containsKey("thread_ts"))
                .toList();
    }

    /** Shows a channel in the list of channels. */
    public synchronized void lists(String name) {
        listed.add(name);
    }

    /** What the token may do from now on, separated by commas. */
    public void grants(String granted) {
        scopes = granted;
    }

    /** What conversations.info says of a channel. */
    public synchronized void knows(String id, String channel) {
        known.put(id, new JsonObject(channel));
    }

    /** Lets nobody delete messages about an incident. */
    public synchronized void keeps(String incidentId) {
        kept.add(incidentId);
    }

    /** How many first messages about an incident were ever posted, deleted ones and strays among them. */
    public synchronized long rootsEver(String incidentId) {
        return posted.stream().filter(incidentId::equals).count();
    }

    /** How often a method was called to an end. */
    public synchronized long calls(String method) {
        return calls.stream().filter(method::equals).count();
    }

    /** Somebody deletes a message. */
    public synchronized void delete(String ts) {
        messages.removeIf(message -> message.getString("ts").equals(ts));
    }

    private static String incident(JsonObject message) {
        return message.getJsonObject("metadata").getJsonObject("event_payload").getString("incident_id");
    }

    @Override
    Map<String, String> headers() {
        return Map.of("X-OAuth-Scopes", scopes);
    }

    @Override
    String method(HttpExchange exchange, String body) {
        return exchange.getRequestURI().getPath().substring(1);
    }

    @Override
    Answer error(String error) {
        return new Answer(
                200, new JsonObject().put("ok", false).put("error", error).encode());
    }

    @Override
    Answer answer(String method, String type, String body) {
        calls.add(method);
        JsonObject arguments = type.startsWith("application/json") ? new JsonObject(body) : form(body);
        return switch (method) {
            case "auth.test" -> ok(new JsonObject().put("team", "Test").put("user", "firstline"));
            case "chat.postMessage" -> post(arguments);
            case "chat.update" -> update(arguments);
            case "chat.delete" -> remove(arguments);
            case "conversations.history" -> history(arguments);
            case "conversations.replies" -> thread(arguments);
            case "conversations.info" -> info(arguments);
            case "conversations.list" -> list();
            default -> error("unknown_method");
        };
    }

    private Answer post(JsonObject message) {
        String channel = id(message.getString("channel"));
        message.put("channel", channel).put("ts", ++nextTs + ".000100");
        if (find(message.getString("thread_ts")) == null) message.remove("thread_ts");
        if (!message.containsKey("thread_ts")) posted.add(incident(message));
        messages.add(message);
        return ok(new JsonObject()
                .put("channel", channel)
                .put("ts", message.getString("ts"))
                .put("message", message));
    }

    private Answer update(JsonObject edit) {
        JsonObject message = find(edit.getString("ts"));
        if (message == null) return error("message_not_found");
        if (edit.getString("text").length() > LONGEST_EDIT) return error("msg_too_long");
        message.put("text", edit.getString("text"));
        return ok(new JsonObject().put("ts", message.getString("ts")));
    }

    private Answer remove(JsonObject arguments) {
        JsonObject message = find(arguments.getString("ts"));
        if (message == null) return error("message_not_found");
        if (kept.contains(incident(message))) return error("cant_delete_message");
        messages.remove(message);
        return ok(new JsonObject());
    }

    private Answer history(JsonObject arguments) {
        if (!arguments.getString("channel").startsWith("C")) return error("channel_not_found");
        return shown(messages.stream()
                .filter(message -> !message.containsKey("thread_ts"))
                .filter(message -> message.getString("channel").equals(arguments.getString("channel")))
                .filter(message -> message.getString("ts").compareTo(arguments.getString("oldest")) > 0)
                .toList());
    }

    private Answer thread(JsonObject arguments) {
        String ts = arguments.getString("ts");
        if (find(ts) == null) return error("thread_not_found");
        return shown(messages.stream()
                .filter(message -> ts.equals(message.getString("ts")) || ts.equals(message.getString("thread_ts")))
                .toList());
    }

    private Answer list() {
        JsonArray channels = new JsonArray();
        listed.forEach(name -> channels.add(new JsonObject().put("id", id(name)).put("name", name)));
        return ok(new JsonObject().put("channels", channels));
    }

    private Answer info(JsonObject arguments) {
        String id = arguments.getString("channel");
        JsonObject joined = new JsonObject().put("id", id).put("is_member", true);
        return ok(new JsonObject().put("channel", known.getOrDefault(id, joined)));
    }

    private Answer shown(List<JsonObject> some) {
        return ok(new JsonObject().put("messages", new JsonArray(new ArrayList<Object>(some))));
    }

    private JsonObject find(String ts) {
        return messages.stream()
                .filter(message -> message.getString("ts").equals(ts))
                .findFirst()
                .orElse(null);
    }

    private static Answer ok(JsonObject body) {
        return new Answer(200, body.put("ok", true).encode());
    }

    /** The id of a channel by its name, or the id itself. */
    public static String id(String channel) {
        return channel.startsWith("C")
                ? channel
                : "C" + channel.replaceAll("[^a-z0-9]", "").toUpperCase(java.util.Locale.ROOT);
    }

    private static JsonObject form(String body) {
        JsonObject arguments = new JsonObject();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                arguments.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return arguments;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
