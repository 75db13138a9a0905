package dev.firstline.platform.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** Files that can't be used, with everything that is wrong with them at once. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, in the order of files and lines. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
