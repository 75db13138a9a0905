package dev.firstline.cli.local;

import dev.firstline.cli.local.ServiceProcess.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a cluster consists of, and which configuration each process gets from that.
 *
 * @param sources type by name
 * @param template where a database's folder as initdb makes it is kept for the next one
 * @param last has the last word about each launch
 */
record ClusterSettings(
        ClusterHome home,
        Path checkout,
        Path binaries,
        int postgresPort,
        Map<String, String> postgresSettings,
        Map<ServiceName, List<Integer>> ports,
        Map<ServiceName, Map<String, String>> properties,
        Map<ServiceName, Map<String, String>> environment,
        Map<String, String> sources,
        List<String> jvmFlags,
        Program.Start start,
        Optional<Path> template,
        UnaryOperator<Launch> last) {

    ClusterSettings {
        postgresSettings = Map.copyOf(postgresSettings);
        ports = new EnumMap<>(ports);
        properties = new EnumMap<>(properties);
        environment = new EnumMap<>(environment);
        sources = Map.copyOf(sources);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** How a replica (from 1) is started. */
    Launch launch(ServiceName service, int replica, Secrets secrets, Tokens tokens) {
        Map<String, String> all = new TreeMap<>(common(service, secrets, tokens));
        all.putAll(own(service, secrets));
        // The user's own file goes before what the launcher thinks, and what a program says goes before both.
        Secrets.read(home.config().resolve(service.word() + ".properties"))
                .forEach((name, value) -> all.put((String) name, (String) value));
        all.putAll(properties.get(service));
        return last.apply(new Launch(
                service,
                service.process(replica),
                new Program(service.program(checkout)),
                start,
                ports.get(service).get(replica - 1),
                all,
                environment.get(service),
                jvmFlags));
    }

    private Map<String, String> common(ServiceName service, Secrets secrets, Tokens tokens) {
        Map<String, String> all = new TreeMap<>();
        all.put("firstline.database.url", "postgresql://127.0.0.1:" + postgresPort + "/" + LocalPostgres.DATABASE);
        all.put("firstline.database.username", service.word());
        all.put("firstline.database.password", secrets.databasePassword(service.word()));
        all.put("firstline.token.public-key", tokens.publicKey().toUri().toString());
        all.put("firstline.service-token.file", home.token(service.word()).toString());
        all.put("firstline.telemetry.disabled", "true");
        all.put("firstline.log.json", "false");
        for (ServiceName other : calledBy(service)) {
            all.put("firstline." + other.word() + ".addresses", addresses(other));
        }
        return all;
    }

    private static List<ServiceName> calledBy(ServiceName service) {
        return switch (service) {
            case INGEST, REMEDIATION -> List.of(ServiceName.TRIAGE);
            case TRIAGE -> List.of(ServiceName.REMEDIATION, ServiceName.NOTIFY);
            case NOTIFY -> List.of();
        };
    }

    private String addresses(ServiceName service) {
        return ports.get(service).stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private Map<String, String> own(ServiceName service, Secrets secrets) {
        Map<String, String> all = new TreeMap<>();
        switch (service) {
            case INGEST ->
                sources.forEach((name, type) -> {
                    all.put("firstline.ingest.sources." + name + ".type", type);
                    all.put("firstline.ingest.sources." + name + ".secrets", secrets.source(name));
                });
            case TRIAGE -> {
                whereItExists(all, "firstline.policy.file", "policy.yaml");
                whereItExists(all, "firstline.catalogue.file", "catalogue.yaml");
            }
            case REMEDIATION -> whereItExists(all, "firstline.runbooks.directory", "runbooks");
            case NOTIFY -> {}
        }
        return all;
    }

    private void whereItExists(Map<String, String> all, String property, String file) {
        Path path = home.config().resolve(file);
        if (Files.exists(path)) all.put(property, path.toString());
    }
}
