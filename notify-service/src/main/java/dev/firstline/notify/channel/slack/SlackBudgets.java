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

    /** Any other method: by itself, for the workspace. */
    List<Budget> method(String method) {
        return List.of(Budget.perMinute("slack " + method, limits.callsPerMinute()));
    }
}
