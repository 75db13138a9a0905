package dev.firstline.notify.domain;

import java.util.List;

/**
 * Where an incident is told.
 *
 * @param channels the channels' names: "slack", "pagerduty", "log"
 * @param slackChannel the team's Slack channel; empty for the default
 * @param pagerDutyService the name of the team's routing key; empty for the default
 */
public record Route(List<String> channels, String slackChannel, String pagerDutyService) {

    public Route {
        channels = List.copyOf(channels);
    }
}
