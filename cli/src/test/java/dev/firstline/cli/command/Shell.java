package dev.firstline.cli.command;

import dev.firstline.cli.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Runs commands as a shell would, in this process.
 *
 * @param home the cluster's folder
 * @param environment the variables
 * @param person who can be asked
 */
record Shell(Path home, Map<String, String> environment, Optional<Surroundings.Person> person) {

    /** What came of it. */
    record Ran(int exitCode, String out, String err) {}

    static Shell in(Path home) {
        return new Shell(home, Map.of(), Optional.empty());
    }

    Shell with(String variable, String value) {
        return new Shell(home, Map.of(variable, value), person);
    }

    Shell withPersonWhoSays(boolean yes) {
        return new Shell(home, environment, Optional.of(question -> yes));
    }

    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings around = new Surroundings(
                home, home, environment, InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")), person);
        CommandLine line = Firstline.commandLine(around);
        int exitCode =
                line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
