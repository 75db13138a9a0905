package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A channel with its messages, oldest first. */
final class SlackChannel {
    private final String id;
    private final String name;
    private final boolean member;
    private final boolean archived;
    // Within a channel a ts has ten digits, a dot and six: as text it sorts like the time that it is.
    private final NavigableMap<String, SlackMessage> messages = new TreeMap<>();
    private long lastTs;

    SlackChannel(String id, String name, boolean member, boolean archived) {
        this.id = id;
        this.name = name;
        this.member = member;
        this.archived = archived;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean member() {
        return member;
    }

    boolean archived() {
        return archived;
    }

    /** Puts a message in; a reply to what isn't there any more becomes a message of the channel itself. */
    SlackMessage post(Optional<String> threadTs, String user, SlackMessage.Content content, Instant now) {
        SlackMessage message =
                new SlackMessage(nextTs(now), threadTs.flatMap(this::root), user, content, Optional.empty(), false);
        messages.put(message.ts(), message);
        return message;
    }

    SlackMessage edit(SlackMessage message, SlackMessage.Content content, Instant now) {
        SlackMessage edited = message.edited(content, nextTs(now));
        messages.put(edited.ts(), edited);
        return edited;
    }

    /** Takes a message out. A root with replies stays as a headstone, until the last of them is gone. */
    void delete(SlackMessage message) {
        if (replies(message.ts()).isEmpty()) messages.remove(message.ts());
        else messages.put(message.ts(), message.buried());
        message.threadTs()
                .flatMap(this::find)
                .filter(root -> root.tombstone() && replies(root.ts()).isEmpty())
                .ifPresent(root -> messages.remove(root.ts()));
    }

    Optional<SlackMessage> find(String ts) {
        return Optional.ofNullable(messages.get(ts));
    }

    /** What stands in the channel itself, oldest first. */
    List<SlackMessage> roots() {
        return messages.values().stream().filter(message -> !message.isReply()).toList();
    }

    /** A thread without its root, oldest first. */
    List<SlackMessage> replies(String rootTs) {
        return messages.tailMap(rootTs, false).values().stream()
                .filter(message -> message.threadTs().filter(rootTs::equals).isPresent())
                .toList();
    }

    List<SlackMessage> all() {
        return new ArrayList<>(messages.values());
    }

    /** As Slack describes a channel of the workspace. */
    ObjectNode toJson() {
        ObjectNode shown = Json.object().put("id", id).put("name", name).put("name_normalized", name);
        shown.put("is_channel", true).put("is_group", false).put("is_im", false).put("is_mpim", false);
        shown.put("is_private", false).put("is_archived", archived).put("is_general", false);
        return shown.put("is_member", member).put("context_team_id", SlackWorkspace.TEAM);
    }

    private Optional<String> root(String threadTs) {
        return find(threadTs).map(found -> found.threadTs().orElse(found.ts()));
    }

    private String nextTs(Instant now) {
        lastTs = Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, now), lastTs + 1);
        return "%d.%06d".formatted(lastTs / 1_000_000, lastTs % 1_000_000);
    }
}
