package dev.firstline.ingest.api;

import dev.firstline.ingest.source.verification.Sent;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A webhook's request as its verification sees it. */
record SentRequest(RoutingContext routing) implements Sent {

    @Override
    public String header(String name) {
        String value = routing.request().getHeader(name);
        return value == null ? "" : value;
    }

    @Override
    public String parameter(String name) {
        try {
            List<String> values = routing.queryParam(name);
            return values.isEmpty() ? "" : values.getFirst();
        } catch (IllegalArgumentException undecodable) {
            return "";
        }
    }
}
