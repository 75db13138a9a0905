package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.SourceAdapter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The tools that may send alerts. */
@Singleton
public class Sources {

    private static final Duration RELOAD_EVERY = Duration.ofSeconds(5);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int MAX_SECRETS = 2;

    /**
     * A tool that may send alerts.
     *
     * @param name its configured name
     * @param adapter what reads its payloads
     * @param secrets what it may show
     */
    record Source(String name, SourceAdapter adapter, Secrets secrets) {}

    private final Map<String, Source> byName = new TreeMap<>();

    /**
     * @throws IllegalStateException where a source is configured wrongly, with everything that is wrong
     */
    public Sources(IngestConfig config, Adapters adapters) {
        List<String> problems = new ArrayList<>();
        config.sources().forEach((name, source) -> {
            problems.addAll(problems(name, source, adapters));
            SourceAdapter adapter = adapters.byType().get(source.type());
            byName.put(name, new Source(name, adapter, secrets(source)));
        });
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the sources can't be used:\n  " + String.join("\n  ", problems));
        }
    }

    /** The source of this name; empty where none is configured. */
    Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Reads secrets that lie in files again, every few seconds. */
    void start(@Observes StartupEvent event) {
        if (byName.values().stream().noneMatch(source -> source.secrets().hasFiles())) return;
        Thread.ofVirtual().name("secrets").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(RELOAD_EVERY.toNanos());
                byName.values().forEach(source -> source.secrets().reload());
            }
        });
    }

    static List<String> problems(String name, IngestConfig.Source source, Adapters adapters) {
        String prefix = "firstline.ingest.sources." + name;
        List<String> problems = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            problems.add(prefix + ": a name has a-z, 0-9, - and _, begins with a letter or digit, and has 63 at most");
        }
        if (!adapters.byType().containsKey(source.type())) {
            problems.add(prefix + ".type: there is no '" + source.type() + "'; there are: "
                    + String.join(", ", adapters.byType().keySet()));
        }
        List<String> secrets = source.secrets().orElse(List.of());
        int files = source.secretFiles().orElse(List.of()).size();
        if (secrets.size() + files > MAX_SECRETS) {
            problems.add(prefix + ".secrets: " + (secrets.size() + files)
                    + " are given; at most two are valid at once, the one in use and its successor");
        }
        if (secrets.stream().anyMatch(String::isBlank)) problems.add(prefix + ".secrets: one of them is empty");
        return problems;
    }

    private static Secrets secrets(IngestConfig.Source source) {
        return new Secrets(
                source.secrets().orElse(List.of()), source.secretFiles().orElse(List.of()));
    }
}
