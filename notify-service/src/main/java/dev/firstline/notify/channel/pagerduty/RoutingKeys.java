package dev.firstline.notify.channel.pagerduty;

import dev.firstline.notify.channel.RecentNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** PagerDuty's routing keys by name, from the configuration or from files that may change. */
final class RoutingKeys {

    private static final Logger LOG = Logger.getLogger(RoutingKeys.class);

    /** What PagerDuty issues. */
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{32}");

    private final Map<String, String> keys;
    private final Map<String, Path> files;
    private final Optional<String> defaultName;
    private final RecentNames unknown;

    RoutingKeys(Map<String, String> keys, Map<String, Path> files, Optional<String> defaultName, InstantSource clock) {
        this.unknown = new RecentNames(clock);
        this.keys = new TreeMap<>(keys);
        this.files = new TreeMap<>(files);
        this.defaultName = defaultName.map(String::strip).filter(name -> !name.isEmpty());
    }

    /** Which key a wish for a service leads to; empty where neither it nor a default is known. */
    Optional<String> name(String wanted) {
        if (isKnown(wanted)) return Optional.of(wanted);
        if (!wanted.isEmpty() && !isEmpty() && unknown.named(wanted)) LOG.errorf("%s", problem(wanted));
        return defaultName.filter(this::isKnown);
    }

    private String problem(String wanted) {
        return "no routing key is named " + wanted + ", as an incident's service asks; its pages go to "
                + defaultName
                        .filter(this::isKnown)
                        .map(name -> "the key " + name)
                        .orElse("the log");
    }

    private boolean isKnown(String name) {
        return keys.containsKey(name) || files.containsKey(name);
    }

    /** Whether any is set. */
    boolean isEmpty() {
        return keys.isEmpty() && files.isEmpty();
    }

    /** A key; empty where it isn't set any more, or its file can't be read. */
    Optional<String> key(String name) {
        Path file = files.get(name);
        if (file == null) return Optional.ofNullable(keys.get(name)).map(String::strip);
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            LOG.warnf("the routing key %s can't be read: %s", name, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Whether it looks like what PagerDuty issues. */
    static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    /** What is wrong with them, as far as that can be seen here. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String name : names()) {
            Optional<String> key = key(name);
            if (key.isEmpty()) problems.add("the routing key " + name + " can't be read");
            else if (!isKey(key.get())) {
                problems.add("the routing key " + name + " is not one: 32 letters and digits are");
            }
        }
        if (defaultName.isPresent() && name("").isEmpty()) {
            problems.add("the default routing key " + defaultName.get() + " is not among " + names());
        }
        unknown.all().stream().filter(name -> !isKnown(name)).map(this::problem).forEach(problems::add);
        return problems;
    }

    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(keys.keySet());
        names.addAll(files.keySet());
        return names;
    }
}
