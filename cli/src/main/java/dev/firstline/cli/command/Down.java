package dev.firstline.cli.command;

import dev.firstline.cli.ExitCode;
import dev.firstline.cli.local.ClusterLock;
import dev.firstline.cli.local.LocalCluster;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops what {@code up} started. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops what up started, PostgreSQL last; the data stay.")
final class Down extends LocalCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        if (!Files.exists(home().root())) {
            out().println(asJson() ? "{\"ended\": 0}" : "Nothing was up.");
            return ExitCode.OK;
        }
        try (ClusterLock held = ClusterLock.of(home())) {
            int ended = LocalCluster.stopAll(surroundings().home());
            if (asJson()) out().println("{\"ended\": " + ended + "}");
            else if (ended == 0) out().println("Nothing was up.");
            else out().println("Down: " + ended + (ended == 1 ? " process" : " processes") + " ended.");
            return ExitCode.OK;
        }
    }
}
