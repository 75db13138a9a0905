package dev.firstline.notify.channel;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How the channels were when they were last tried. */
@Singleton
public class Wellbeings {

    private final Map<String, Wellbeing> byChannel = new ConcurrentHashMap<>();

    /** Keeps what a try showed; returns what the one before it showed, null where there was none. */
    public Wellbeing put(String channel, Wellbeing wellbeing) {
        return byChannel.put(channel, wellbeing);
    }

    /** By the channel's name; a channel that was not tried yet is missing. */
    public Map<String, Wellbeing> all() {
        return new TreeMap<>(byChannel);
    }
}
