package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a process of the local cluster wrote. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the log of a service, or of postgres.")
final class Logs extends LocalCommand implements Callable<Integer> {

    /** How often a followed log is looked at, in ms. */
    private static final long LOOK_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SERVICE", description = "ingest, triage, remediation, notify or postgres.")
    private String process;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until it is interrupted.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            description = "How many of its last lines; ${DEFAULT-VALUE} where nothing is said.")
    private int lines;

    @Override
    public Integer call() {
        if (!process.equals(LocalPostgres.PROCESS)) demandService();
        Path file = home().log(process);
        if (!Files.exists(file)) {
            throw new CommandFailed(ExitCode.FAILED, "no log of " + process + " yet: " + file);
        }
        try {
            show(file);
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + file + ": " + failure.getMessage(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        }
    }

    private void demandService() {
        try {
            ServiceName.parse(process);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
    }

    private void show(Path file) throws IOException, InterruptedException {
        try (var reader = Files.newBufferedReader(file)) {
            List<String> last = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.add(line);
                if (last.size() > 2 * lines) last.subList(0, lines).clear();
            }
            last.subList(Math.max(0, last.size() - lines), last.size()).forEach(out()::println);
            out().flush();
            while (follow && !out().checkError()) {
                String line = reader.readLine();
                if (line == null) Thread.sleep(LOOK_MILLIS);
                else out().println(line);
            }
        }
    }
}
