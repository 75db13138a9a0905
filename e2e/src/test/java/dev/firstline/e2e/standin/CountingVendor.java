package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.Act;

/** The smallest vendor: it counts what it is sent. */
final class CountingVendor implements Vendor {
    private int count;

    @Override
    public String kind(Request request) {
        return request.path().substring(1);
    }

    @Override
    public synchronized Reply answer(Request request, Effects effects) {
        effects.happened("counted", Json.object().put("count", ++count));
        return Reply.json(200, Json.object().put("count", count));
    }

    @Override
    public Reply refusal(Act.Refusal refusal) {
        return switch (refusal) {
            case Act.RateLimit limit ->
                Reply.text(429, "slower").with("Retry-After", Integer.toString(limit.retryAfterSeconds()));
            case Act.Fail fail -> Reply.text(fail.status(), "broken");
            case Act.Refuse refuse -> Reply.text(400, refuse.error());
        };
    }

    @Override
    public synchronized ObjectNode state() {
        return Json.object().put("count", count);
    }

    @Override
    public synchronized void configure(ObjectNode setting) {
        if (!setting.has("count")) throw new IllegalArgumentException("count is needed");
        count = setting.path("count").asInt();
    }
}
