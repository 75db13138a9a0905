package dev.firstline.cli.command;

import dev.firstline.cli.local.ClusterHome;
import dev.firstline.cli.local.ClusterPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, and services that answer. */
abstract class RemoteCommands {

    @TempDir
    Path home;

    protected FakeServices services;
    protected Shell shell;

    @BeforeEach
    void startServices() throws IOException {
        services = new FakeServices();
        int port = services.port();
        new ClusterHome(home).create();
        ClusterPorts.write(
                new ClusterHome(home), Map.of("ingest", port, "triage", port, "remediation", port, "notify", port));
        Files.writeString(home.resolve("tokens/admin"), "local-token\n");
        shell = Shell.in(home);
    }

    @AfterEach
    void stopServices() {
        services.close();
    }
}
