package dev.firstline.platform.configuration;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file that knows its line. Every reading method notes what is wrong and goes on with a harmless value, so that
 * one pass finds everything; whoever reads asks {@link ConfigProblems#throwIfAny()} at the end.
 */
public final class YamlNode {

    /** A configuration file is written by people: nothing of this size is. */
    private static final int MAX_FILE_CHARACTERS = 1 << 20;

    private final String file;
    private final Node node;
    private final ConfigProblems problems;

    private YamlNode(String file, Node node, ConfigProblems problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    /** Reads a file's content; empty, with a problem noted, where it is no YAML or holds nothing. */
    public static Optional<YamlNode> parse(String file, String content, ConfigProblems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setCodePointLimit(MAX_FILE_CHARACTERS);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(content));
            if (root != null) {
                noteRepeatedKeys(file, root, problems);
                return Optional.of(new YamlNode(file, root, problems));
            }
            problems.add(file, 0, "is empty");
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 0
                    : broken.getProblemMark().getLine() + 1;
            problems.add(file, line, "is not YAML: " + broken.getProblem());
        } catch (org.yaml.snakeyaml.error.YAMLException broken) {
            problems.add(file, 0, "is not YAML: " + broken.getMessage());
        }
        return Optional.empty();
    }

    private static void noteRepeatedKeys(String file, Node node, ConfigProblems problems) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> noteRepeatedKeys(file, item, problems));
        }
        if (node instanceof MappingNode mapping) {
            Set<String> seen = new java.util.HashSet<>();
            for (NodeTuple pair : mapping.getValue()) {
                if (!seen.add(keyOf(pair))) {
                    new YamlNode(file, pair.getKeyNode(), problems)
                            .problem("'" + keyOf(pair) + "' stands here a second time");
                }
                noteRepeatedKeys(file, pair.getValueNode(), problems);
            }
        }
    }

    /** Its line in the file, from 1. */
    public int line() {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** Notes that something is wrong here. */
    public void problem(String message) {
        problems.add(file, line(), message);
    }

    /** Notes every key other than these, with the nearest right one. */
    public void only(String... keys) {
        Set<String> known = new java.util.TreeSet<>(List.of(keys));
        for (NodeTuple pair : pairs()) {
            String key = keyOf(pair);
            if (known.contains(key)) continue;
            String nearest = Words.nearest(key, known);
            new YamlNode(file, pair.getKeyNode(), problems)
                    .problem("'" + key + "' is not known here; "
                            + (nearest == null
                                    ? "known are " + String.join(", ", known)
                                    : "did you mean '" + nearest + "'?"));
        }
    }

    /** What stands under a key. */
    public Optional<YamlNode> get(String key) {
        for (NodeTuple pair : pairs()) {
            if (keyOf(pair).equals(key) && pair.getValueNode().getTag() != Tag.NULL) {
                return Optional.of(new YamlNode(file, pair.getValueNode(), problems));
            }
        }
        return Optional.empty();
    }

    /** The text of a scalar; "" with a problem where this is none. */
    public String scalar() {
        if (node instanceof ScalarNode scalar) return scalar.getValue();
        problem("a single value is wanted here");
        return "";
    }

    /** A text that has to be there; "" with a problem where it isn't. */
    public String text(String key) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) {
            problem("'" + key + "' is missing");
            return "";
        }
        String text = value.get().scalar();
        if (text.isBlank()) value.get().problem("'" + key + "' is blank");
        return text;
    }

    /** A text, or what stands for it where it isn't there. */
    public String text(String key, String fallback) {
        return get(key).map(YamlNode::scalar).orElse(fallback);
    }

    /** A text that may be absent. */
    public Optional<String> optionalText(String key) {
        return get(key).map(YamlNode::scalar);
    }

    /** A duration like "90s", "15m", "1h30m", "7d" or ISO 8601's "PT15M"; not negative. */
    public Duration duration(String key, Duration fallback) {
        return get(key).map(value -> Durations.read(value.scalar()).orElseGet(() -> {
                    value.problem("'" + value.scalar() + "' is not a duration; right would be 90s, 15m, 1h30m or 7d");
                    return fallback;
                }))
                .orElse(fallback);
    }

    /** true or false. */
    public boolean bool(String key, boolean fallback) {
        return oneOf(key, Map.of("true", true, "false", false), fallback);
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int fallback, int least, int most) {
        return (int) number(key, fallback, least, most, true);
    }

    /** A number within bounds, both included. */
    public double number(String key, double fallback, double least, double most) {
        return number(key, fallback, least, most, false);
    }

    private double number(String key, double fallback, double least, double most, boolean whole) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) return fallback;
        try {
            double number = Double.parseDouble(value.get().scalar());
            if (number >= least && number <= most && (!whole || number == Math.rint(number))) return number;
        } catch (NumberFormatException noNumber) {
            // Told below, with what would be right.
        }
        value.get()
                .problem("'" + key + "' has to be a " + (whole ? "whole number" : "number") + " from "
                        + Words.plain(least) + " to " + Words.plain(most));
        return fallback;
    }

    /** One of a few words; another one is a problem that lists them. */
    public <T> T oneOf(String key, Map<String, T> words, T fallback) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) return fallback;
        T meant = words.get(value.get().scalar());
        if (meant != null) return meant;
        value.get()
                .problem("'" + value.get().scalar() + "' is not known; right would be "
                        + String.join(" or ", new java.util.TreeSet<>(words.keySet())));
        return fallback;
    }

    /** The items under a key, in order; none where it is absent. */
    public List<YamlNode> list(String key) {
        return get(key).map(YamlNode::items).orElse(List.of());
    }

    /** The items of this list; none, with a problem, where this is no list. */
    public List<YamlNode> items() {
        List<YamlNode> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(new YamlNode(file, item, problems)));
        } else {
            problem("a list is wanted here");
        }
        return items;
    }

    /** The texts under a key: a list, or a single one. */
    public List<String> texts(String key) {
        return values(key).stream().map(YamlNode::scalar).toList();
    }

    /** The same, each of them one of a few words; another one is a problem that names the nearest. */
    public List<String> textsOf(String key, List<String> words) {
        List<String> texts = new ArrayList<>();
        for (YamlNode value : values(key)) {
            String text = value.scalar();
            texts.add(text);
            if (words.contains(text)) continue;
            String nearest = Words.nearest(text, words);
            String right =
                    nearest == null ? "known are " + String.join(", ", words) : "did you mean '" + nearest + "'?";
            value.problem("'" + text + "' is not known here; " + right);
        }
        return texts;
    }

    private List<YamlNode> values(String key) {
        return get(key).map(value -> value.node instanceof ScalarNode ? List.of(value) : value.items())
                .orElse(List.of());
    }

    /** The named things under a key, in the file's order; none where it is absent. */
    public Map<String, YamlNode> entries(String key) {
        return get(key).map(YamlNode::entries).orElse(Map.of());
    }

    /** The named things here, in the file's order. */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple pair : pairs()) entries.put(keyOf(pair), new YamlNode(file, pair.getValueNode(), problems));
        return entries;
    }

    private List<NodeTuple> pairs() {
        if (node instanceof MappingNode mapping) return mapping.getValue();
        if (!alreadyTold()) problem("names with values are wanted here");
        return List.of();
    }

    private boolean alreadyTold() {
        return problems.list().contains(new ConfigProblem(file, line(), "names with values are wanted here"));
    }

    private static String keyOf(NodeTuple pair) {
        return pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
