package dev.firstline.e2e.delivery.plan;

import java.util.List;

/**
 * One webhook.
 *
 * @param body as it goes over the wire, every time that it is sent
 * @param statements what it says, in its order
 * @param repeat whether it only says again what its sender's last message about the same alerts said
 */
public record Message(String body, List<Statement> statements, boolean repeat) {
    public Message {
        statements = List.copyOf(statements);
    }
}
