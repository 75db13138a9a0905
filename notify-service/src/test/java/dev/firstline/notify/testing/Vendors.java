package dev.firstline.notify.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Slack and PagerDuty on loopback, with waits and limits that suit a test. */
public class Vendors implements QuarkusTestResourceLifecycleManager {

    private static FakeSlack slack;
    private static FakePagerDuty pagerDuty;

    /** The Slack that the service under test calls. */
    public static FakeSlack slack() {
        return slack;
    }

    /** The PagerDuty that the service under test calls. */
    public static FakePagerDuty pagerDuty() {
        return pagerDuty;
    }

    @Override
    public Map<String, String> start() {
        slack = new FakeSlack();
        pagerDuty = new FakePagerDuty();
        return Map.ofEntries(
                // A call that takes longer than its deadline is one whose end nobody saw: on a busy machine as well
                // only the
                // calls that a test spoils may be that.
                Map.entry("firstline.notify.lease", "4s"),
                Map.entry("firstline.notify.call-deadline", "1500ms"),
                Map.entry("firstline.notify.repair-wait", "1s"),
                // Once, at the start: what a test spoils of Slack's list of channels is for its own call.
                Map.entry("firstline.notify.probe-interval", "1h"),
                Map.entry("firstline.notify.slack.url", slack.url()),
                Map.entry("firstline.notify.slack.token", "xoxb-test"),
                Map.entry("firstline.notify.slack.default-channel", "#alerts"),
                Map.entry("firstline.notify.slack.channel-retry", "1s"),
                Map.entry("firstline.notify.slack.token-retry", "1s"),
                Map.entry("firstline.notify.slack.limits.post-interval", "0s"),
                Map.entry("firstline.notify.slack.limits.posts-per-minute", "60000"),
                Map.entry("firstline.notify.slack.limits.calls-per-minute", "60000"),
                Map.entry("firstline.notify.pagerduty.url", pagerDuty.url()),
                Map.entry("firstline.notify.pagerduty.routing-keys.payments", "0123456789abcdef0123456789abcdef"),
                Map.entry("firstline.notify.pagerduty.default", "payments"),
                Map.entry("firstline.notify.pagerduty.refused-retry", "1s"),
                Map.entry("firstline.due-work.poll-interval", "100ms"),
                Map.entry("firstline.due-work.first-backoff", "100ms"));
    }

    @Override
    public void stop() {
        if (slack != null) slack.stop();
        if (pagerDuty != null) pagerDuty.stop();
    }
}
