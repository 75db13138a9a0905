package dev.firstline.e2e.delivery.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstline.e2e.delivery.check.Facts.Effect;
import dev.firstline.e2e.delivery.check.Facts.Page;
import dev.firstline.e2e.delivery.check.Facts.Post;
import dev.firstline.e2e.delivery.plan.Group;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.standin.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the vendors have seen, by the journals of their stand-ins. */
public final class Journals {

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

    /** Pages that were opened and resolved, in this order. */
    public static List<Page> pages(List<JournalEntry> pagerDuty) {
        List<Page> pages = new ArrayList<>();
        for (JournalEntry entry : pagerDuty) {
            if (entry.line() != JournalEntry.Line.EFFECT) continue;
            String key = entry.content().path("dedup_key").asText();
            if (entry.kind().equals("opened")) pages.add(new Page(key, true));
            if (entry.kind().equals("resolved")) pages.add(new Page(key, false));
        }
        return pages;
    }

    /** What stands in Slack in the end: everything posted, as it was last edited, without what was deleted. */
    public static List<Post> posts(List<JournalEntry> slack) {
        Map<String, Post> posts = new LinkedHashMap<>();
        for (JournalEntry entry : slack) {
            if (entry.line() != JournalEntry.Line.EFFECT) continue;
            Post post = post(entry.content());
            String place = post.channel() + " " + post.ts();
            if (entry.kind().equals("deleted")) posts.remove(place);
            else posts.put(place, post);
        }
        return List.copyOf(posts.values());
    }

    private static Post post(JsonNode message) {
        JsonNode payload = message.at("/metadata/event_payload");
        return new Post(
                message.path("channel").asText(),
                message.path("ts").asText(),
                message.path("thread_ts").asText(),
                payload.path("incident_id").asText(),
                message.path("text").asText(),
                payload.path("first_seq").asLong(),
                payload.path("last_seq").asLong());
    }

    /** Restarts at Kubernetes. */
    public static List<Effect> restarts(List<JournalEntry> kubernetes) {
        List<Effect> effects = new ArrayList<>();
        for (JournalEntry changed : effects(kubernetes, "deployment-changed")) {
            JsonNode content = changed.content();
            if (!content.path("template_changed").asBoolean()) continue;
            effects.add(new Effect(
                    content.path("template_annotations").path(INTENT).asText(),
                    content.path("namespace").asText() + "/"
                            + content.path("name").asText()));
        }
        return effects;
    }

    /** Automations at SSM. */
    public static List<Effect> automations(List<JournalEntry> ssm) {
        return effects(ssm, "automation-started").stream()
                .map(JournalEntry::content)
                .map(content -> new Effect(
                        content.path("Tags").path(0).path("Key").asText(),
                        content.at("/Parameters/InstanceId/0").asText()))
                .toList();
    }

    private static List<JournalEntry> effects(List<JournalEntry> entries, String name) {
        return entries.stream()
                .filter(entry ->
                        entry.line() == JournalEntry.Line.EFFECT && entry.kind().equals(name))
                .toList();
    }
}
