package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.local.NotStarted;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that holds the others. */
@Command(
        name = "firstline",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The first response to an alert.",
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Logs.class,
            Incidents.class,
            Show.class,
            Acknowledge.class,
            Decide.class,
            Resolve.class,
            Executions.class,
            Approve.class,
            Reject.class,
            KillSwitch.class,
            Runbooks.class,
            DeadLetters.class,
            ReplayPayloads.class,
            ErasePayload.class,
            Check.class,
            Ingest.class,
        },
        footer = {
            "",
            "The launcher script adds:",
            "  demo             the whole story in 20 seconds, with stand-ins for the outside world",
            "  test             builds everything and runs all tests (./mvnw verify)",
            "  verify-delivery  kills processes under load and counts what became of every alert",
            "  bench            programs that print figures",
            "",
            "Exit codes: 0 done, 1 not done (not found, refused, wrong file), 2 wrong usage, 3 a service can't be reached."
        })
public final class Firstline implements Runnable {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    Firstline(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The whole command line, ready to be executed. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Firstline(surroundings))
                .setUsageHelpWidth(110)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> tell(failure, line))
                .setParameterExceptionHandler(Firstline::tellUsage);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static int tell(Exception failure, CommandLine line) throws Exception {
        switch (failure) {
            case CommandFailed told -> {
                line.getErr().println("firstline: " + told.getMessage());
                return told.exitCode();
            }
            case NotStarted told -> line.getErr().println("firstline: " + told.getMessage());
            case UncheckedIOException told -> line.getErr().println("firstline: " + told.getMessage());
            default -> throw failure;
        }
        return ExitCode.FAILED;
    }

    private static int tellUsage(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr()
                .println("firstline: " + failure.getMessage() + " ("
                        + line.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }
}
