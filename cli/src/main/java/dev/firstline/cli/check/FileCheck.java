package dev.firstline.cli.check;

import dev.firstline.platform.configuration.ConfigException;
import dev.firstline.platform.configuration.ConfigProblem;
import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.remediation.config.RunbookParser;
import dev.firstline.triage.config.CatalogueFile;
import dev.firstline.triage.config.PolicyFile;
import dev.firstline.triage.rule.CelConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads configuration as the services would, without them.
 *
 * @param problems all that is wrong, by file and line
 * @param kinds what each file was taken for
 */
public record FileCheck(List<ConfigProblem> problems, Map<String, FileKind> kinds) {

    private static final Set<String> POLICY_WORDS = Set.of(
            "rules", "journeys", "matrix", "responses", "group_by", "group_wait", "reopen_window", "flap_window");

    public FileCheck {
        problems = List.copyOf(problems);
        kinds = Map.copyOf(kinds);
    }

    /**
     * Checks files.
     *
     * @param files contents by name
     */
    public static FileCheck of(SortedMap<String, String> files) {
        ConfigProblems problems = new ConfigProblems();
        Map<String, FileKind> kinds = new TreeMap<>();
        SortedMap<String, String> runbooks = new TreeMap<>();
        files.forEach((name, content) -> {
            FileKind kind = kind(name, content, problems);
            kinds.put(name, kind);
            switch (kind) {
                case POLICY -> PolicyFile.read(name, content, new CelConditions(), problems);
                case CATALOGUE -> CatalogueFile.read(name, content, problems);
                // Together, because two of one name are a problem that no single one has.
                case RUNBOOK -> runbooks.put(name, content);
                case UNKNOWN -> {}
            }
        });
        List<ConfigProblem> all = new ArrayList<>(problems.list());
        all.addAll(ofRunbooks(runbooks));
        return new FileCheck(all, kinds);
    }

    private static List<ConfigProblem> ofRunbooks(SortedMap<String, String> runbooks) {
        try {
            RunbookParser.parseAll(runbooks);
            return List.of();
        } catch (ConfigException wrong) {
            return wrong.problems();
        }
    }

    // By what it says, not by its name: people call their files as they like.
    private static FileKind kind(String name, String content, ConfigProblems problems) {
        ConfigProblems unreadable = new ConfigProblems();
        YamlNode root = YamlNode.parse(name, content, unreadable).orElse(null);
        unreadable.list().forEach(problem -> problems.add(problem.file(), problem.line(), problem.message()));
        if (root == null) return FileKind.UNKNOWN;
        if (root.get("runbook").isPresent() || root.get("steps").isPresent()) return FileKind.RUNBOOK;
        if (root.get("services").isPresent()) return FileKind.CATALOGUE;
        if (POLICY_WORDS.stream().anyMatch(word -> root.get(word).isPresent())) return FileKind.POLICY;
        problems.add(
                name,
                1,
                "is neither a policy (rules, journeys, responses …), nor a catalogue (services), nor a runbook (runbook, steps)");
        return FileKind.UNKNOWN;
    }
}
