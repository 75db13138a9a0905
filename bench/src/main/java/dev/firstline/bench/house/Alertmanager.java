package dev.firstline.bench.house;

import dev.firstline.cli.local.NotStarted;
import dev.firstline.cli.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real Alertmanager that tells nobody, so that it has nothing to do but to take alerts in. */
public final class Alertmanager implements AutoCloseable {

    private static final List<String> NAMES = List.of("prometheus-alertmanager", "alertmanager");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The first flush of a group comes long after the measurement. */
    private static final String CONFIG = """
            route: {receiver: nobody, group_by: [service], group_wait: 1h, group_interval: 1h}
            receivers: [{name: nobody}]
            """;

    private final Process process;
    private final URI address;

    private Alertmanager(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Where it is installed. */
    public static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Arrays.stream(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Its version as it tells it; empty where it tells none. */
    public static String version(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String first = new String(asked.getInputStream().readAllBytes())
                    .lines()
                    .findFirst()
                    .orElse("");
            return Stream.of(first.split("[ ,]+"))
                    .filter(word -> word.matches("\\d+\\.\\d+.*"))
                    .findFirst()
                    .orElse("");
        } catch (IOException untold) {
            return "";
        }
    }

    /** Starts one with nothing in it, and waits until it is ready. */
    public static Alertmanager start(Path program, Path folder) {
        try {
            Files.createDirectories(folder);
            Path config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
            int port = Ports.free();
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--config.file=" + config,
                            "--storage.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--cluster.listen-address=",
                            "--log.level=error")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("alertmanager.log").toFile())
                    .start();
            Alertmanager started = new Alertmanager(process, URI.create("http://127.0.0.1:" + port));
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            started.awaitReady();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't start " + program, failure);
        }
    }

    private void awaitReady() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ask = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < endNanos && process.isAlive()) {
            try {
                if (http.send(ask, BodyHandlers.discarding()).statusCode() == 200) return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        process.destroyForcibly();
        throw new NotStarted("Alertmanager did not get ready");
    }

    /** Its address. */
    public URI address() {
        return address;
    }

    /** Begins to count the cores that this program and it use. */
    public Cores cores() {
        return Cores.count(java.util.Map.of("load", ProcessHandle.current(), "alertmanager", process.toHandle()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
