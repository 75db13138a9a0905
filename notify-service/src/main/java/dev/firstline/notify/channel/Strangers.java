package dev.firstline.notify.channel;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Channels that a policy names and that nobody wrote an adapter for. Their notices are told through the log, and health says so:
 * triage can't know which adapters there are.
 */
@Singleton
public class Strangers {

    /** How long one is remembered that is not named again: once the policy is mended, health is well again. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** How many are remembered, whatever a policy holds. */
    private static final int MOST = 20;

    private static final Logger LOG = Logger.getLogger(Strangers.class);

    private final InstantSource clock;
    private final String problem;
    private final Map<String, Instant> lastNamed = new ConcurrentHashMap<>();

    public Strangers(Channels channels, InstantSource clock) {
        this.clock = clock;
        this.problem = "no channel has this name; there are: "
                + channels.all().stream().map(Channel::name).collect(Collectors.joining(", "))
                + ". Its notices are told through the log";
    }

    /** An incident is to be told in a channel of this name, and there is none. */
    public void named(String name) {
        if (lastNamed.size() >= MOST && !lastNamed.containsKey(name)) return;
        if (lastNamed.put(name, clock.instant()) == null) LOG.errorf("channel %s: %s", name, problem);
    }

    /** How they are, by name: none of them reaches anybody. */
    public Map<String, Wellbeing> all() {
        Instant since = clock.instant().minus(REMEMBERED);
        lastNamed.values().removeIf(since::isAfter);
        Map<String, Wellbeing> all = new TreeMap<>();
        lastNamed.keySet().forEach(name -> all.put(name, new Wellbeing(true, List.of(problem), Map.of())));
        return all;
    }
}
