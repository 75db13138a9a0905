package dev.firstline.bench;

import dev.firstline.cli.local.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How long and how hard is measured. Not every program looks at everything. */
public final class Settings {

    /** For people or for programs. */
    enum Form {
        TEXT,
        JSON
    }

    @Option(names = "--smoke", description = "About ten seconds a program: shows that it works, measures nothing.")
    private boolean smoke;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of one measurement, after its warm-up.")
    private Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds before the first one; a young JVM is half as fast.")
    private Integer warmUp;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "accept, fold: measurements of each kind; medians are printed.")
    private Integer rounds;

    @Option(names = "--connections", split = ",", paramLabel = "N", description = "accept, fold: how many at once.")
    private List<Integer> connections;

    @Option(
            names = "--alerts",
            split = ",",
            paramLabel = "N",
            description = "accept, fold: alerts in one request (1,100).")
    private List<Integer> alerts;

    @Option(names = "--rates", split = ",", paramLabel = "N", description = "latency: webhooks a second (50,200).")
    private List<Integer> rates;

    @Option(
            names = "--native",
            paramLabel = "SERVICE=FILE",
            description = "footprint: measures this native executable beside the JVM; may be given for each service.")
    private Map<ServiceName, Path> executables = Map.of();

    @Option(names = "--launcher-flags", description = "Measures the JVM flags of `firstline up` instead of a server's.")
    private boolean launcherFlags;

    @Option(names = "--keep", description = "Leaves the services' folder, logs and data, for a look.")
    private boolean keep;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to answer; ${DEFAULT-VALUE} where nothing is said.")
    private Form form;

    /** Length of one measurement. */
    public Duration time(int usual, int inSmoke) {
        return Duration.ofSeconds(seconds != null ? seconds : smoke ? inSmoke : usual);
    }

    /** Length of the warm-up. */
    public Duration warmUp(int usual, int inSmoke) {
        return Duration.ofSeconds(warmUp != null ? warmUp : smoke ? inSmoke : usual);
    }

    /** Measurements of each kind. */
    public int rounds(int usual) {
        return rounds != null ? rounds : smoke ? 1 : usual;
    }

    /** Connections at once, one after the other. */
    public List<Integer> connections(List<Integer> usual, List<Integer> inSmoke) {
        return connections != null ? connections : smoke ? inSmoke : usual;
    }

    /** Alerts in one request, one after the other. */
    public List<Integer> alerts() {
        return alerts != null ? alerts : List.of(1, 100);
    }

    /** Webhooks a second, one after the other. */
    public List<Integer> rates() {
        return rates != null ? rates : List.of(50, 200);
    }

    /** Native executables by service. */
    public Map<ServiceName, Path> executables() {
        return executables;
    }

    /** Flags for the services' JVMs, after those that `firstline up` starts them with. */
    public String[] jvmFlags() {
        return launcherFlags ? new String[0] : new String[] {"-XX:TieredStopAtLevel=4", "-Xmx512m"};
    }

    /** Whether the services' folder stays. */
    public boolean keep() {
        return keep;
    }

    boolean json() {
        return form == Form.JSON;
    }
}
