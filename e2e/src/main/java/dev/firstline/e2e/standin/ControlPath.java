package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.ArmedFault;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.fault.Faults;
import java.time.Duration;

/**
 * What a test or a person says to a stand-in itself, beside the vendor's protocol.
 *
 * <ul>
 *   <li>{@code POST /_control {"fault": {…}}} arms a {@link FaultJson fault}, answers {@code {"id": "fault-1"}}
 *   <li>{@code {"await": "fault-1", "held": 1, "within_ms": 10000}} (or {@code "struck"}) waits, answers {@code {"reached": true}}
 *   <li>{@code {"release": "fault-1"}} lets go of what it holds; {@code {"disarm": "fault-1"}} and {@code {"clear": true}} end faults
 *   <li>{@code {"configure": {…}}} changes the vendor; its stand-in names the fields
 *   <li>{@code GET /_control} lists the faults, {@code GET /_state} shows what the vendor holds
 * </ul>
 */
final class ControlPath {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Vendor vendor;
    private final Faults faults;

    ControlPath(Vendor vendor, Faults faults) {
        this.vendor = vendor;
        this.faults = faults;
    }

    Reply answer(Request request) {
        String target = request.method() + " " + request.path();
        try {
            return switch (target) {
                case "GET /_state" -> Reply.json(200, vendor.state());
                case "GET /_control" -> Reply.json(200, listed());
                case "POST /_control" ->
                    Reply.json(
                            200,
                            done(Json.parseObject(request.body())
                                    .orElseThrow(() -> new IllegalArgumentException("not a JSON object"))));
                default -> Reply.text(404, "only /_state and /_control are here");
            };
        } catch (IllegalArgumentException e) {
            return Reply.json(400, Json.object().put("error", e.getMessage()));
        }
    }

    private ObjectNode done(ObjectNode wish) {
        ObjectNode answer = Json.object();
        if (wish.get("fault") instanceof ObjectNode fault) {
            Fault parsed = FaultJson.parse(fault);
            return answer.put("id", faults.arm(parsed).id());
        }
        if (wish.has("await")) return answer.put("reached", reached(wish));
        if (wish.has("release")) found(wish.path("release")).release();
        else if (wish.has("disarm")) faults.disarm(found(wish.path("disarm")));
        else if (wish.path("clear").asBoolean()) faults.clear();
        else if (wish.get("configure") instanceof ObjectNode setting) vendor.configure(setting);
        else throw new IllegalArgumentException("one of fault, await, release, disarm, clear, configure is needed");
        return answer.put("done", true);
    }

    private boolean reached(ObjectNode wish) {
        ArmedFault fault = found(wish.path("await"));
        Duration patience = Duration.ofMillis(wish.path("within_ms").asLong(PATIENCE.toMillis()));
        return wish.has("struck")
                ? fault.awaitStruck(wish.path("struck").asInt(), patience)
                : fault.awaitHeld(wish.path("held").asInt(1), patience);
    }

    private ArmedFault found(JsonNode id) {
        return faults.find(id.asText())
                .orElseThrow(() -> new IllegalArgumentException("no fault has the id " + id.asText()));
    }

    private ObjectNode listed() {
        ArrayNode list = Json.array();
        for (ArmedFault fault : faults.armed()) {
            ObjectNode shown = Json.object().put("id", fault.id());
            shown.put("on", fault.fault().on().pattern())
                    .put("does", fault.fault().act().toString());
            shown.put("moment", fault.fault().moment().name())
                    .put("struck", fault.struck())
                    .put("held", fault.held());
            list.add(shown);
        }
        ObjectNode answer = Json.object();
        answer.set("faults", list);
        return answer;
    }
}
