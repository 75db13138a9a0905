package dev.firstline.remediation.config;

import dev.firstline.platform.configuration.ConfigException;
import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Mode;
import dev.firstline.remediation.domain.Runbook;
import dev.firstline.remediation.domain.RunbookSet;
import dev.firstline.remediation.domain.RunbookWords;
import dev.firstline.remediation.domain.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Reads runbooks, one a file: a pure function of their texts. */
public final class RunbookParser {

    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(30);
    private static final Map<String, Mode> MODES =
            Map.of("observe", Mode.OBSERVE, "approve", Mode.APPROVE, "auto", Mode.AUTO);

    private RunbookParser() {}

    /**
     * Reads all runbooks.
     *
     * @param files their contents by the files' names
     * @throws ConfigException with everything that is wrong with all of them
     */
    public static RunbookSet parseAll(SortedMap<String, String> files) {
        ConfigProblems problems = new ConfigProblems();
        List<Runbook> runbooks = new ArrayList<>();
        Map<String, String> fileOf = new HashMap<>();
        files.forEach((file, content) -> parse(file, content, problems).ifPresent(runbook -> {
            String other = fileOf.putIfAbsent(runbook.name(), file);
            if (other != null) problems.add(file, 1, "the runbook '" + runbook.name() + "' is also in " + other);
            runbooks.add(runbook);
        }));
        problems.throwIfAny();
        return new RunbookSet(runbooks);
    }

    /**
     * Reads a text that was accepted before.
     *
     * @throws ConfigException where this release can't read it any more
     */
    public static Runbook parseStored(String name, String content) {
        ConfigProblems problems = new ConfigProblems();
        Optional<Runbook> runbook = parse(name, content, problems);
        problems.throwIfAny();
        return runbook.orElseThrow();
    }

    /**
     * Reads one runbook.
     *
     * @return empty where the file is so wrong that no runbook comes out; the problems say why
     */
    public static Optional<Runbook> parse(String file, String content, ConfigProblems problems) {
        return YamlNode.parse(file, content, problems).flatMap(root -> read(root, content));
    }

    private static Optional<Runbook> read(YamlNode root, String content) {
        root.only("runbook", "description", "match", "mode", "deadline", "guards", "steps");
        String name = root.text("runbook");
        if (!name.isBlank() && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            root.get("runbook")
                    .ifPresent(node -> node.problem("a name has letters, digits, '.', '_' and '-', at most 100"));
        }
        var match = Conditions.read(root, "match", RunbookWords.VARIABLES);
        Mode mode = root.oneOf("mode", MODES, Mode.OBSERVE);
        Duration deadline = root.duration("deadline", DEFAULT_DEADLINE);
        GuardSettings guards = StepSyntax.guards(root);
        List<Step> steps = StepSyntax.steps(root, deadline);
        if (name.isBlank() || steps.isEmpty()) return Optional.empty();
        return Optional.of(new Runbook(name, sha256(content), content, match, mode, deadline, guards, steps));
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
