package dev.firstline.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param checkout where the programs were built
 * @param home the folder of the local cluster
 * @param environment the variables
 * @param person who can be asked; empty where nobody sits at a terminal
 */
public record Surroundings(
        Path checkout, Path home, Map<String, String> environment, InstantSource clock, Optional<Person> person) {

    /** Somebody who can be asked. */
    public interface Person {

        /** True where the answer is yes. */
        boolean agrees(String question);
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process; the launcher says where the checkout is and whether there is a terminal. */
    static Surroundings ofThisProcess() {
        Path checkout = Path.of(System.getProperty("firstline.checkout", "")).toAbsolutePath();
        Map<String, String> environment = System.getenv();
        Path home = Optional.ofNullable(environment.get("FIRSTLINE_HOME"))
                .map(Path::of)
                .orElse(checkout.resolve(".firstline"));
        Optional<Person> person = Boolean.getBoolean("firstline.terminal") && System.console() != null
                ? Optional.of(Surroundings::ask)
                : Optional.empty();
        return new Surroundings(checkout, home.toAbsolutePath(), environment, InstantSource.system(), person);
    }

    private static boolean ask(String question) {
        String answer = System.console().readLine("%s [y/N] ", question);
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    /** A variable's value; empty where it is not set or empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
