package dev.firstline.cli.command;

import dev.firstline.cli.ExitCode;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows how the local cluster is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows each process of the local cluster: pid, port, health, uptime.",
        footer = {"", "Ends with 0 where all are ready, else with 1."})
final class Status extends LocalCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        // Looking must not make anything.
        if (!Files.exists(home().ports())) {
            out().println(asJson() ? "{\"processes\": []}" : "Nothing has been up in " + home().root() + " yet.");
            return ExitCode.FAILED;
        }
        StatusReport report =
                StatusReport.of(UpCluster.of(surroundings()), surroundings().clock());
        out().print(asJson() ? report.json() + "\n" : report.text());
        return report.allReady() ? ExitCode.OK : ExitCode.FAILED;
    }
}
