package dev.firstline.cli.command;

import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.remote.Services;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that call the services share. */
abstract class RemoteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Override
    public final Integer call() {
        try (Services services = connection.open(surroundings())) {
            run(services);
            out().flush();
            return ExitCode.OK;
        }
    }

    /** Does it; what goes wrong is thrown. */
    abstract void run(Services services);

    Surroundings surroundings() {
        CommandSpec root = spec.root();
        return ((Firstline) root.userObject()).surroundings();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    boolean asJson() {
        return output.json();
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    static String newRequestId() {
        return UUID.randomUUID().toString();
    }
}
