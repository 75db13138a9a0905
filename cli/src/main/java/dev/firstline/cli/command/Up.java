package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.local.ClusterLock;
import dev.firstline.cli.local.ClusterPorts;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.cli.local.StarterFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the database and the four services in the background. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts PostgreSQL and the four services on loopback, and says where to send alerts.",
        footer = {
            "",
            "What it keeps lies under .firstline (FIRSTLINE_HOME): data, keys, tokens, config, logs. More properties for a service stand",
            "in .firstline/config/SERVICE.properties. Other ports: FIRSTLINE_PORT_INGEST, _TRIAGE, _REMEDIATION, _NOTIFY, _POSTGRES."
        })
final class Up extends LocalCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        try (ClusterLock held = ClusterLock.of(home())) {
            for (ServiceName service : ServiceName.values())
                demandProgram(service.program(surroundings().checkout()));
            StarterFiles.copy(surroundings().checkout().resolve("docs/examples"), home());
            LocalCluster cluster = UpCluster.of(surroundings());
            boolean wasUp = isUp(cluster);
            ClusterPorts.write(home(), cluster.ports());
            Instant begin = surroundings().clock().instant();
            cluster.start(name -> tellReady(cluster, name, begin));
            if (asJson())
                out().println(StatusReport.of(cluster, surroundings().clock()).json());
            else tell(cluster, wasUp);
            return ExitCode.OK;
        }
    }

    private static void demandProgram(Path program) {
        if (Files.exists(program)) return;
        throw new CommandFailed(
                ExitCode.FAILED, program + " is not built: run it through ./firstline, which builds it");
    }

    private static boolean isUp(LocalCluster cluster) {
        return cluster.postgres().process().isPresent()
                && cluster.services().stream()
                        .allMatch(service -> service.process().isPresent());
    }

    private void tellReady(LocalCluster cluster, String name, Instant begin) {
        if (asJson()) return;
        int port = name.equals(LocalPostgres.PROCESS)
                ? cluster.postgresPort()
                : cluster.service(ServiceName.parse(name)).port();
        Duration took = Duration.between(begin, surroundings().clock().instant());
        out().printf("%-12s 127.0.0.1:%-6d ready after %.1f s%n", name, port, took.toMillis() / 1000.0);
        out().flush();
    }

    private void tell(LocalCluster cluster, boolean wasUp) {
        ServiceProcess ingest = cluster.service(ServiceName.INGEST);
        out().println(wasUp ? "Already up." : "Up.");
        out().println();
        out().println("Send an alert, as an Alertmanager would:");
        out().println();
        out().println(SampleAlert.curl(
                ingest.address(),
                UpCluster.SOURCE,
                cluster.secrets().source(UpCluster.SOURCE),
                surroundings().clock().instant()));
        out().println();
        out().println("Then        ./firstline incidents");
        out().print("gRPC       ");
        for (ServiceProcess service : cluster.services())
            out().printf(" %s 127.0.0.1:%d ", service.name(), service.port());
        out().println("(reflection is on)");
        out().println("Token       " + home().token("admin"));
        out().println("Config      " + home().config());
        out().println("Logs        " + home().log("ingest").getParent() + "   ./firstline logs triage -f");
        out().println("Stop        ./firstline down");
    }
}
