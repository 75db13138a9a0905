package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tokens, channels and limits of the one workspace that the stand-in plays. Guarded by its own monitor. */
final class SlackWorkspace {
    static final String TEAM = "T0STANDIN";
    static final String APP = "A0FIRSTLINE";
    static final String BOT = "B0FIRSTLINE";
    static final String BOT_USER = "U0FIRSTLINE";

    private final InstantSource clock;
    private final Map<String, Set<String>> scopesByToken = new LinkedHashMap<>();
    private final Map<String, SlackChannel> channels = new LinkedHashMap<>();
    private SlackLimits.Gate gate;

    SlackWorkspace(InstantSource clock) {
        this.clock = clock;
        this.gate = new SlackLimits.Gate(SlackLimits.real(), clock);
    }

    InstantSource clock() {
        return clock;
    }

    SlackLimits.Gate gate() {
        return gate;
    }

    void limit(SlackLimits limits) {
        gate = new SlackLimits.Gate(limits, clock);
    }

    void allow(String token, Collection<String> scopes) {
        scopesByToken.put(token, new TreeSet<>(scopes));
    }

    void add(SlackChannel channel) {
        channels.put(channel.id(), channel);
    }

    /** The scopes of a token; empty where the token is unknown. */
    Optional<Set<String>> scopes(String token) {
        return Optional.ofNullable(scopesByToken.get(token));
    }

    Collection<SlackChannel> channels() {
        return channels.values();
    }

    /** By id. */
    Optional<SlackChannel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** By id, or by name with or without its hash: {@code chat.postMessage} and people take both. */
    Optional<SlackChannel> channelNamed(String idOrName) {
        String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
        return channel(idOrName).or(() -> channels.values().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst());
    }

    ObjectNode toJson() {
        ObjectNode shown = Json.object();
        for (SlackChannel channel : channels.values()) {
            ObjectNode one = shown.putObject(channel.id()).put("name", channel.name());
            var messages = one.putArray("messages");
            channel.all().forEach(message -> messages.add(message.toJson(true)));
        }
        return Json.object().set("channels", shown);
    }
}
