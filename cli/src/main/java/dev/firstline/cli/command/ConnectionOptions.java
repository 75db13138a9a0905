package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.local.ClusterHome;
import dev.firstline.cli.local.ClusterPorts;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.Tokens;
import dev.firstline.cli.remote.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the services are, and who asks. */
final class ConnectionOptions {

    @Option(
            names = "--address",
            paramLabel = "SERVICE=HOST:PORT",
            description = "Where a service is, instead of the local one; once for each service.")
    private Map<String, String> addresses = new LinkedHashMap<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A bearer token; else FIRSTLINE_TOKEN, else the one that up made.")
    private Path tokenFile;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a call may take; ${DEFAULT-VALUE} where nothing is said.")
    private int deadlineSeconds;

    Services open(Surroundings around) {
        if (deadlineSeconds < 1) throw new CommandFailed(ExitCode.USAGE, "--deadline has to be 1 or more");
        return new Services(addresses(around), token(around), Duration.ofSeconds(deadlineSeconds));
    }

    private Map<ServiceName, String> addresses(Surroundings around) {
        Map<String, Integer> local = ClusterPorts.read(new ClusterHome(around.home()));
        Map<ServiceName, String> all = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            all.put(service, "127.0.0.1:" + local.getOrDefault(service.word(), service.defaultPort()));
        }
        addresses.forEach((name, address) -> all.put(service(name), hostAndPort(address)));
        return all;
    }

    private static ServiceName service(String name) {
        try {
            return ServiceName.parse(name);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailed(ExitCode.USAGE, "--address: " + unknown.getMessage());
        }
    }

    private static String hostAndPort(String address) {
        if (address.matches("(\\[[0-9a-fA-F:.]+]|[^:/\\s]+):\\d{1,5}")) return address;
        throw new CommandFailed(ExitCode.USAGE, "--address: '" + address + "' is not HOST:PORT");
    }

    private String token(Surroundings around) {
        Optional<String> variable = around.variable("FIRSTLINE_TOKEN");
        if (tokenFile == null && variable.isPresent()) return variable.get().strip();
        Path file = tokenFile == null ? new ClusterHome(around.home()).token(Tokens.PERSON) : tokenFile;
        // Without any token the service says that one is needed, and the message says where it can come from.
        if (tokenFile == null && !Files.exists(file)) return "";
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new CommandFailed(ExitCode.USAGE, "can't read the token file " + file);
        }
    }
}
