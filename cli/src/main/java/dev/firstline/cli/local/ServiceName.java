package dev.firstline.cli.local;

import java.nio.file.Path;
import java.util.Locale;

/** The four services. */
public enum ServiceName {
    /** Takes alerts in. */
    INGEST(8081),
    /** Works out what they mean. */
    TRIAGE(8082),
    /** Runs first aid. */
    REMEDIATION(8083),
    /** Tells people. */
    NOTIFY(8084);

    private final int defaultPort;

    ServiceName(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** As it stands in file names, roles, schemas and properties: "ingest". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The process of a replica, from 1: "ingest", "ingest-2". */
    public String process(int replica) {
        return replica == 1 ? word() : word() + "-" + replica;
    }

    /** The port of gRPC, webhooks, JSON and health where nobody chose another. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that chooses another port. */
    public String portVariable() {
        return "FIRSTLINE_PORT_" + name();
    }

    /** The program, as the build leaves it in a checkout. */
    public Path program(Path checkout) {
        return checkout.resolve(word() + "-service/target/quarkus-app/quarkus-run.jar");
    }

    /**
     * The service of this name.
     *
     * @throws IllegalArgumentException naming the four, where it is none of them
     */
    public static ServiceName parse(String word) {
        for (ServiceName service : values()) if (service.word().equals(word)) return service;
        throw new IllegalArgumentException("'" + word + "' is no service: ingest, triage, remediation or notify");
    }
}
