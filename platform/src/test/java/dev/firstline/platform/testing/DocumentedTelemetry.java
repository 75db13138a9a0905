package dev.firstline.platform.testing;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds docs/telemetry.md against the code of the module that a test runs in: each span, attribute and metric that the code makes
 * stands there, and none that it doesn't make; and against the meters of a running service: each has the labels, and the closed sets
 * of values, that stand there.
 */
public final class DocumentedTelemetry {

    private static final Path DOCS = Path.of("..", "docs", "telemetry.md");
    private static final Path CODE = Path.of("src", "main", "java");
    private static final Set<String> SERVICES = Set.of("ingest", "triage", "remediation", "notify");

    private static final Pattern CONSTANT = Pattern.compile("String ([A-Z_]+) = (\"firstline\\.[a-z.]+\");");
    private static final Pattern SPAN = Pattern.compile("(?:\\bspan|spanBuilder)\\(\\s*\"(firstline\\.[a-z.]+)\"");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?:setAttribute|[a-z]+Key)\\(\\s*\"(firstline\\.[a-z.]+)\"");
    private static final Pattern METER =
            Pattern.compile("(counter|gauge|timer|[A-Z][A-Za-z]+\\.builder)\\(\\s*\"(firstline\\.[a-z.]+)\"([^;]*)");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`(?: \\(([a-z_, ]+)\\))?");

    private DocumentedTelemetry() {}

    /**
     * Compares the page with the code.
     *
     * @param module "ingest", "triage", "remediation", "notify", or "platform" for what all of them have
     * @return what differs, a line each; empty where nothing does
     */
    public static List<String> differences(String module) {
        SortedSet<String> spans = new TreeSet<>();
        SortedSet<String> attributes = new TreeSet<>();
        SortedSet<String> metrics = new TreeSet<>();
        for (String code : sources()) {
            SPAN.matcher(code).results().forEach(found -> spans.add(found.group(1)));
            ATTRIBUTE.matcher(code).results().forEach(found -> attributes.add(found.group(1)));
            METER.matcher(code).results().forEach(found -> metrics.add(exported(found)));
        }
        SortedSet<String> saidSpans = new TreeSet<>();
        SortedSet<String> saidAttributes = new TreeSet<>();
        for (List<String> row : rows("## Traces")) {
            if (!row.get(0).startsWith("`firstline." + module + ".")) continue;
            saidSpans.addAll(words(row.get(0)));
            saidAttributes.addAll(words(row.get(2)));
        }
        List<String> differences = new ArrayList<>();
        compare("span", spans, saidSpans, differences);
        compare("attribute", attributes, saidAttributes, differences);
        compare("metric", metrics, documented(module), differences);
        return differences;
    }

    /**
     * Compares the page with the meters that a service has made so far.
     *
     * @return what differs, a line each; empty where nothing does
     */
    public static List<String> differences(MeterRegistry made) {
        Map<String, Map<String, Set<String>>> documented = metrics();
        List<String> differences = new ArrayList<>();
        for (Meter.Id meter : ours(made)) {
            Map<String, Set<String>> labels = documented.get(exported(meter));
            if (labels == null) differences.add("unknown: " + exported(meter));
            else compare(meter, labels, differences);
        }
        return differences;
    }

    /** The metrics of a module that stand on the page and that a service has not made so far. */
    public static SortedSet<String> notMade(String module, MeterRegistry made) {
        SortedSet<String> missing = documented(module);
        ours(made).forEach(meter -> missing.remove(exported(meter)));
        return missing;
    }

    private static List<Meter.Id> ours(MeterRegistry made) {
        return made.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("firstline."))
                .toList();
    }

    private static void compare(Meter.Id meter, Map<String, Set<String>> documented, List<String> differences) {
        Set<String> labels = meter.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
        if (!labels.equals(documented.keySet())) {
            differences.add(exported(meter) + " has the labels " + labels + ", not " + documented.keySet());
        }
        for (Tag tag : meter.getTags()) {
            Set<String> known = documented.getOrDefault(tag.getKey(), Set.of());
            if (known.isEmpty() || known.contains(tag.getValue())) continue;
            differences.add(exported(meter) + ": " + tag.getKey() + "=\"" + tag.getValue() + "\" is none of " + known);
        }
    }

    private static void compare(String what, Set<String> made, Set<String> said, List<String> differences) {
        made.stream()
                .filter(name -> !said.contains(name))
                .forEach(name -> differences.add("missing: the " + what + " `" + name + "`"));
        said.stream()
                .filter(name -> !made.contains(name))
                .forEach(name -> differences.add("made by no code: the " + what + " `" + name + "`"));
    }

    /** The name as Prometheus sees it. */
    private static String exported(MatchResult meter) {
        boolean seconds = meter.group(1).equals("timer")
                || meter.group(1).equals("Timer.builder")
                || meter.group(3).contains(".baseUnit(\"seconds\")");
        return exported(meter.group(2), meter.group(1).equals("counter"), seconds);
    }

    private static String exported(Meter.Id meter) {
        boolean seconds = meter.getType() == Meter.Type.TIMER || "seconds".equals(meter.getBaseUnit());
        return exported(meter.getName(), meter.getType() == Meter.Type.COUNTER, seconds);
    }

    private static String exported(String name, boolean counts, boolean seconds) {
        return name.replace('.', '_') + (counts ? "_total" : seconds ? "_seconds" : "");
    }

    private static SortedSet<String> documented(String module) {
        return metrics().keySet().stream()
                .filter(name -> module.equals(SERVICES.contains(name.split("_")[1]) ? name.split("_")[1] : "platform"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each metric's labels, each with the values that it may have; no value where that isn't said. */
    private static Map<String, Map<String, Set<String>>> metrics() {
        Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
        for (List<String> row : rows("## Metrics")) {
            Map<String, Set<String>> labels = new TreeMap<>();
            WORD.matcher(row.get(1))
                    .results()
                    .forEach(label -> labels.put(
                            label.group(1),
                            label.group(2) == null
                                    ? Set.of()
                                    : Set.of(label.group(2).split(", "))));
            for (String name : words(row.get(0))) metrics.put(name, labels);
        }
        return metrics;
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell)
                .results()
                .map(word -> word.group(1))
                .filter(word -> word.startsWith("firstline"))
                .toList();
    }

    /** The cells of the rows of a section's tables that begin with a name of ours. */
    private static List<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : read(DOCS).split("\n")) {
            if (line.startsWith("## ")) inside = line.equals(heading);
            if (inside && line.startsWith("| `firstline")) {
                rows.add(Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    /** The module's code, its constants put in. */
    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(CODE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> withConstants(read(file)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String withConstants(String code) {
        String replaced = code;
        Matcher constant = CONSTANT.matcher(code);
        while (constant.find()) {
            replaced =
                    replaced.replaceAll("\\b" + constant.group(1) + "\\b", Matcher.quoteReplacement(constant.group(2)));
        }
        return replaced;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
