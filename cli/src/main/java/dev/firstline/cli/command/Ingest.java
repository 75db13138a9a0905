package dev.firstline.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What tools send. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Looks at what tools send.",
        subcommands = {IngestTry.class})
final class Ingest implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: try --source TYPE FILE");
    }
}
