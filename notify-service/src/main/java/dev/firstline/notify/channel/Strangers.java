package dev.firstline.notify.channel;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Channels that a policy names and that nobody wrote an adapter for. Their notices are told through the log, and health says so:
 * triage can't know which adapters there are.
 */
@Singleton
public class Strangers {

    private static final Logger LOG = Logger.getLogger(Strangers.class);

    private final String problem;
    private final RecentNames names;

    public Strangers(Channels channels, InstantSource clock) {
        this.names = new RecentNames(clock);
        this.problem = "no channel has this name; there are: "
                + channels.all().stream().map(Channel::name).collect(Collectors.joining(", "))
                + ". Its notices are told through the log";
    }

    /** An incident is to be told in a channel of this name, and there is none. */
    public void named(String name) {
        if (names.named(name)) LOG.errorf("channel %s: %s", name, problem);
    }

    /** How they are, by name: none of them reaches anybody. */
    public Map<String, Wellbeing> all() {
        Map<String, Wellbeing> all = new TreeMap<>();
        names.all().forEach(name -> all.put(name, new Wellbeing(true, List.of(problem), Map.of())));
        return all;
    }
}
