package dev.firstline.notify.channel;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The channels there are, by name. */
@Singleton
@Startup
public class Channels {

    private final Map<String, Channel> byName = new TreeMap<>();

    @Inject
    public Channels(@Any Instance<Channel> channels) {
        this(channels.stream().toList());
    }

    /**
     * @throws IllegalStateException where two have one name
     */
    public Channels(List<Channel> channels) {
        for (Channel channel : channels) {
            Channel other = byName.putIfAbsent(channel.name(), channel);
            if (other == null) continue;
            throw new IllegalStateException("two channels are called '" + channel.name() + "': "
                    + other.getClass().getName() + " and " + channel.getClass().getName() + "; one is wanted");
        }
    }

    /** The channel of a name, where there is one. */
    public Optional<Channel> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them, by name. */
    public Collection<Channel> all() {
        return byName.values();
    }
}
