package dev.firstline.e2e.delivery.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.e2e.delivery.bed.Vendors;
import dev.firstline.e2e.delivery.check.Facts.Effect;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Post;
import dev.firstline.e2e.delivery.plan.Group;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.slack.SlackMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the vendors have seen. */
final class Journals {

    /** What remediation puts on a pod template, and what it tags an automation with: the id of its intent. */
    private static final String INTENT = "firstline.dev/intent";

    private Journals() {}

    /** Slack's channels by every name that a catalogue may use for them. */
    static Map<String, String> channelIds(Plan plan) {
        Map<String, String> ids = new TreeMap<>();
        for (Group group : plan.groups()) {
            ids.put(group.teamName(), group.channel());
            ids.put("#" + group.teamName(), group.channel());
        }
        return ids;
    }

    static List<Page> pages(Vendors vendors) {
        List<Page> pages = new ArrayList<>();
        for (JournalEntry entry : vendors.pagerDuty().journal().entries()) {
            if (entry.line() != JournalEntry.Line.EFFECT) continue;
            String key = entry.content().path("dedup_key").asText();
            if (entry.kind().equals("opened")) pages.add(new Page(key, true));
            if (entry.kind().equals("resolved")) pages.add(new Page(key, false));
        }
        return pages;
    }

    static List<Post> posts(Plan plan, Vendors vendors) {
        List<Post> posts = new ArrayList<>();
        plan.groups().stream().map(Group::channel).distinct().sorted().forEach(channel -> {
            for (SlackMessage message : vendors.slack().messages(channel)) {
                if (!message.tombstone()) posts.add(post(channel, message));
            }
        });
        return posts;
    }

    private static Post post(String channel, SlackMessage message) {
        JsonNode payload = message.content().metadata().orElse(Json.object()).path("event_payload");
        return new Post(
                channel,
                message.ts(),
                message.threadTs().orElse(""),
                payload.path("incident_id").asText(),
                message.content().text(),
                payload.path("first_seq").asLong(),
                payload.path("last_seq").asLong());
    }

    static List<Effect> effects(Vendors vendors) {
        List<Effect> effects = new ArrayList<>();
        for (JournalEntry changed : vendors.kubernetes().journal().effects("deployment-changed")) {
            JsonNode content = changed.content();
            if (!content.path("template_changed").asBoolean()) continue;
            effects.add(new Effect(
                    content.path("template_annotations").path(INTENT).asText(),
                    content.path("namespace").asText() + "/"
                            + content.path("name").asText()));
        }
        for (JournalEntry started : vendors.ssm().journal().effects("automation-started")) {
            effects.add(new Effect(
                    started.content().path("Tags").path(0).path("Key").asText(),
                    started.content().at("/Parameters/InstanceId/0").asText()));
        }
        return effects;
    }
}
