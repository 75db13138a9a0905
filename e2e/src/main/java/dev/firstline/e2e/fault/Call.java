package dev.firstline.e2e.fault;

import java.util.Objects;

/**
 * One request as faults see it.
 *
 * @param kind what the vendor calls it: {@code chat.postMessage}, {@code trigger}, {@code StartAutomationExecution}, {@code PATCH deployments}
 * @param target method and path, {@code POST /api/chat.postMessage}
 * @param body the body as text, or the query string where there is none
 */
public record Call(String kind, String target, String body) {
    public Call {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(body, "body");
    }
}
