package dev.firstline.cli;

import dev.firstline.cli.command.Firstline;
import java.io.PrintWriter;
import picocli.CommandLine;

/** {@code firstline}: a person's hands on the four services. */
public final class Main {

    private Main() {}

    /** Runs one command, and ends with its exit code ({@link ExitCode}). */
    public static void main(String... arguments) {
        CommandLine line = Firstline.commandLine(Surroundings.ofThisProcess());
        PrintWriter out = new PrintWriter(System.out);
        int exitCode = line.setOut(out).execute(arguments);
        out.flush();
        System.exit(exitCode);
    }
}
