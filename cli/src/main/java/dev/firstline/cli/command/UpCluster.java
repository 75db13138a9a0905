package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.ClusterHome;
import dev.firstline.cli.local.ClusterPorts;
import dev.firstline.cli.local.LocalCluster;
import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.cli.local.Ports;
import dev.firstline.cli.local.Program;
import dev.firstline.cli.local.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster that {@code up} starts: one replica of each service, on ports that stay the same. */
final class UpCluster {

    /** The source that may send alerts. */
    static final String SOURCE = "prometheus";

    private UpCluster() {}

    static LocalCluster of(Surroundings around) {
        ClusterHome home = new ClusterHome(around.home());
        Map<String, Integer> known = ClusterPorts.read(home);
        ClusterBuilder cluster = LocalCluster.builder(around.home(), around.checkout());
        for (ServiceName service : ServiceName.values()) {
            int running = LocalCluster.isRunning(home, service.word()) ? known.getOrDefault(service.word(), 0) : 0;
            int port = running > 0
                    ? running
                    : chosen(around, service.portVariable()).orElse(service.defaultPort());
            cluster.ports(service, List.of(port));
        }
        return cluster.source(SOURCE, "alertmanager")
                .postgresPort(postgresPort(around, known))
                // A demo may have left one.
                .start(Program.Start.CACHED)
                .build();
    }

    // The last one again where nobody took it meanwhile; it need not be a known one, since only the services use it.
    private static int postgresPort(Surroundings around, Map<String, Integer> known) {
        return chosen(around, "FIRSTLINE_PORT_POSTGRES").orElseGet(() -> {
            int last = known.getOrDefault(LocalPostgres.PROCESS, 0);
            boolean ours = new LocalPostgres(new ClusterHome(around.home())).port() == last;
            return last > 0 && (ours || Ports.isFree(last)) ? last : 0;
        });
    }

    private static Optional<Integer> chosen(Surroundings around, String variable) {
        return around.variable(variable).map(value -> {
            if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) return Integer.valueOf(value);
            throw new CommandFailed(ExitCode.USAGE, variable + "='" + value + "' is no port");
        });
    }
}
