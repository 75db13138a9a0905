package dev.firstline.notify.channel.slack;

import dev.firstline.notify.domain.Budget;
import java.util.List;

/** Slack's limits, a little below what Slack allows. */
final class SlackBudgets {

    private final SlackConfig.Limits limits;

    SlackBudgets(SlackConfig.Limits limits) {
        this.limits = limits;
    }

    /** A message to a channel: the channel's own budget, and all channels' together. */
    List<Budget> post(String destination) {
        return List.of(
                new Budget("slack chat.postMessage " + destination, limits.postInterval(), 1),
                Budget.perMinute("slack chat.postMessage", limits.postsPerMinute()));
    }

    /** An edit of a message. */
    List<Budget> edit() {
        return List.of(method("chat.update"));
    }

    /** A look at what is there, which may take away what is there twice. */
    List<Budget> look() {
        return List.of(method("conversations.replies"), method("conversations.history"), method("chat.delete"));
    }

    /** Any method but that for messages: by itself, for the workspace. */
    private Budget method(String method) {
        return Budget.perMinute("slack " + method, limits.callsPerMinute());
    }
}
