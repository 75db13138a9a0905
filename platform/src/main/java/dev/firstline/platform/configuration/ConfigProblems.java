package dev.firstline.platform.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with files, so that a person hears of everything at once. */
public final class ConfigProblems {

    private final List<ConfigProblem> problems = new ArrayList<>();

    /** Notes a problem. See {@link ConfigProblem} for the arguments. */
    public void add(String file, int line, String message) {
        problems.add(new ConfigProblem(file, line, message));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** All problems, by file and line. */
    public List<ConfigProblem> list() {
        return problems.stream()
                .sorted(Comparator.comparing(ConfigProblem::file).thenComparingInt(ConfigProblem::line))
                .toList();
    }

    /**
     * Ends the reading where anything is wrong.
     *
     * @throws ConfigException with all problems
     */
    public void throwIfAny() {
        if (!isEmpty()) throw new ConfigException(list());
    }
}
