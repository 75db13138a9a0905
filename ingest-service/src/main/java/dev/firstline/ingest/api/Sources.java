package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Heartbeat;
import dev.firstline.ingest.domain.OwnEvent;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.ReadLimits;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.source.SqsSource;
import dev.firstline.ingest.source.queue.QueueSettings;
import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.Verification;
import dev.firstline.ingest.source.verification.VerificationMethod;
import dev.firstline.ingest.source.verification.VerificationMethods;
import dev.firstline.ingest.source.verification.VerificationSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);

    /**
     * A tool that may send alerts.
     *
     * @param name its configured name
     * @param adapter what reads its payloads
     * @param verification how its senders prove themselves
     * @param secrets what they prove themselves with
     * @param allowed where they may be; anywhere where it is empty
     * @param heartbeat the alert by which it says that it lives
     * @param expected whether it is expected to speak
     */
    record Source(
            String name,
            SourceAdapter adapter,
            Verification verification,
            Secrets secrets,
            AddressRanges allowed,
            Heartbeat heartbeat,
            boolean expected) {}

    private final Map<String, Source> byName = new TreeMap<>();

    /**
     * @throws IllegalStateException where a source is configured wrongly, with everything that is wrong
     */
    public Sources(IngestConfig config, Adapters adapters, VerificationMethods methods) {
        new ReadLimits(config.maxDepth(), config.maxTokens(), config.maxText(), config.maxName()).apply();
        List<String> problems = new ArrayList<>(SenderAddress.problems(config));
        config.sources().forEach((name, source) -> {
            problems.addAll(problems(name, source, adapters, methods));
            problems.addAll(queueProblems(name, source, config.maxWait()));
        });
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the sources can't be used:\n  " + String.join("\n  ", problems));
        }
        config.sources().forEach((name, source) -> {
            SourceAdapter adapter = adapters.byType().get(source.type()).with(source.fields());
            Verification verification = source.verification()
                    .method()
                    .map(method -> methods.byName().get(method).with(settings(source)))
                    .orElseGet(adapter::verification);
            Heartbeat heartbeat =
                    source.heartbeat().map(alert -> new Heartbeat(alert, true)).orElse(Heartbeat.USUAL);
            AddressRanges allowed = AddressRanges.parse(source.allowFrom().orElse(List.of()));
            boolean expected = source.expectEvery().isPresent();
            byName.put(name, new Source(name, adapter, verification, secrets(source), allowed, heartbeat, expected));
        });
    }

    /** The source of this name; empty where none is configured. */
    Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether a source of this type is configured. */
    boolean has(String type) {
        return byName.values().stream()
                .anyMatch(source -> source.adapter().type().equals(type));
    }

    /**
     * The source of a type whose secret a request shows; empty where it shows none. All are compared, so that the time it takes tells
     * nothing.
     */
    Optional<Source> find(String type, Proof proof, Instant now) {
        Source found = null;
        for (Source source : byName.values()) {
            boolean shown =
                    source.adapter().type().equals(type) && source.secrets().admit(proof, now);
            if (shown && found == null) found = source;
        }
        return Optional.ofNullable(found);
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

    static List<String> problems(
            String name, IngestConfig.Source source, Adapters adapters, VerificationMethods methods) {
        String prefix = "firstline.ingest.sources." + name;
        List<String> problems = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            problems.add(prefix + ": a name has a-z, 0-9, - and _, begins with a letter or digit, and has 63 at most");
        }
        if (name.equals(OwnEvent.SOURCE)) problems.add(prefix + ": the name is Firstline's own; choose another one");
        if (!adapters.byType().containsKey(source.type())) {
            problems.add(prefix + ".type: there is no '" + source.type() + "'; there are: "
                    + String.join(", ", adapters.byType().keySet()));
        } else {
            problem(adapters.byType().get(source.type()), source.fields())
                    .ifPresent(problem -> problems.add(prefix + ".fields: " + problem));
        }
        List<String> secrets = source.secrets().orElse(List.of());
        int files = source.secretFiles().orElse(List.of()).size();
        if (secrets.size() + files > MAX_SECRETS) {
            problems.add(prefix + ".secrets: " + (secrets.size() + files)
                    + " are given; at most two are valid at once, the one in use and its successor");
        }
        source.allowFrom().orElse(List.of()).stream()
                .map(AddressRange::problem)
                .flatMap(Optional::stream)
                .forEach(problem -> problems.add(prefix + ".allow-from: " + problem));
        if (secrets.stream().anyMatch(String::isBlank)) problems.add(prefix + ".secrets: one of them is empty");
        problems.addAll(hasty(prefix, source));
        source.verification().method().ifPresent(method -> problem(method, source, methods)
                .ifPresent(problem -> problems.add(prefix + ".verification." + problem)));
        return problems;
    }

    /** Times that are too short to be kept to. */
    private static List<String> hasty(String prefix, IngestConfig.Source source) {
        List<String> problems = new ArrayList<>();
        source.expectEvery()
                .filter(every -> every.compareTo(SHORTEST_SILENCE) < 0)
                .ifPresent(every -> problems.add(prefix + ".expect-every: " + every.toMillis()
                        + " ms are too short; what was heard is noted every few seconds only: 10s or longer"));
        source.payloadRetention()
                .filter(time -> time.compareTo(SHORTEST_RETENTION) < 0)
                .ifPresent(time -> problems.add(
                        prefix + ".payload-retention: " + time.toMillis() + " ms are too short; 1h or longer"));
        return problems;
    }

    static List<String> queueProblems(String name, IngestConfig.Source source, Duration maxWait) {
        String prefix = "firstline.ingest.sources." + name + ".queue.";
        boolean wanted = source.type().equals(SqsSource.TYPE);
        Optional<QueueSettings> queue = Queues.settings(source.queue());
        if (wanted && queue.isEmpty()) return List.of(prefix + "url: is missing; it says which queue is read");
        if (!wanted && queue.isPresent()) {
            return List.of(prefix + "url: a source of the type '" + source.type() + "' reads none; one of '"
                    + SqsSource.TYPE + "' does");
        }
        return queue.map(settings -> settings.problems(maxWait)).orElse(List.of()).stream()
                .map(problem -> prefix + problem)
                .toList();
    }

    private static Optional<String> problem(SourceAdapter adapter, Map<String, String> fields) {
        try {
            adapter.with(fields);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    private static Optional<String> problem(String name, IngestConfig.Source source, VerificationMethods methods) {
        VerificationMethod method = methods.byName().get(name);
        if (method != null) return method.problem(settings(source));
        return Optional.of("method: there is no '" + name + "'; there are: "
                + String.join(", ", methods.byName().keySet()));
    }

    private static VerificationSettings settings(IngestConfig.Source source) {
        IngestConfig.Verification said = source.verification();
        return new VerificationSettings(
                said.header().orElse(""),
                said.algorithm(),
                said.encoding(),
                said.prefix().orElse(""),
                said.timestampHeader().orElse(""),
                said.replayWindow(),
                said.parameter(),
                said.topics().orElse(List.of()));
    }

    private static Secrets secrets(IngestConfig.Source source) {
        return new Secrets(
                source.secrets().orElse(List.of()), source.secretFiles().orElse(List.of()));
    }
}
