package dev.firstline.bench.program;

import dev.firstline.bench.Figures;
import dev.firstline.bench.Medians;
import dev.firstline.bench.Program;
import dev.firstline.bench.Settings;
import dev.firstline.bench.house.BenchFiles;
import dev.firstline.bench.house.Cores;
import dev.firstline.bench.house.Executable;
import dev.firstline.bench.house.House;
import dev.firstline.bench.house.Memory;
import dev.firstline.cli.local.NotStarted;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How long each service takes from its start until it says that it is ready, and what it holds in memory when nothing happens. */
public final class Footprint implements Program {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(2);

    private static final List<String> COLUMNS =
            List.of("service", "on", "start to ready ms", "idle resident MiB", "idle CPU ms/s", "others' cores");

    /** One start and the rest after it. */
    private record Round(double readyMillis, double mebibytes, double idleMillis, double others) {}

    @Override
    public List<Figures> run(Path checkout, Settings settings, Consumer<String> progress) {
        try (House house =
                House.open(checkout, "footprint", settings, BenchFiles.of(10, "", "5s"), builder -> builder)) {
            Duration idle = settings.time(10, 1);
            int rounds = settings.rounds(3);
            progress.accept("footprint: making the tables");
            // Migrations are no part of a usual start, and the peers' absence would be one of an idle service.
            house.start(ServiceName.NOTIFY, ServiceName.REMEDIATION, ServiceName.TRIAGE, ServiceName.INGEST);
            List<List<Object>> rows = new ArrayList<>();
            for (ServiceName service : ServiceName.values()) {
                progress.accept("footprint: " + service.word());
                List<Round> jvm = new ArrayList<>();
                for (int i = 0; i < rounds; i++) jvm.add(onJvm(house, service, idle));
                rows.add(row(service, "JVM", jvm));
                Optional<Path> file = Optional.ofNullable(settings.executables().get(service));
                if (file.isEmpty()) continue;
                List<Round> compiled = new ArrayList<>();
                for (int i = 0; i < rounds; i++) compiled.add(compiled(house, file.get(), service, idle));
                rows.add(row(service, "native", compiled));
                house.start(service);
            }
            return List.of(
                    new Figures("footprint", "start and idle memory", COLUMNS, rows, notes(rounds, idle, settings)));
        }
    }

    private static List<Object> row(ServiceName service, String on, List<Round> rounds) {
        return List.of(
                service.word(),
                on,
                Math.round(Medians.of(rounds, Round::readyMillis)),
                Math.round(Medians.of(rounds, Round::mebibytes)),
                Medians.of(rounds, Round::idleMillis),
                Medians.of(rounds, Round::others));
    }

    private static List<String> notes(int rounds, Duration idle, Settings settings) {
        return List.of(
                "medians of " + rounds
                        + " starts, each after the one before has ended, the other services running; memory after "
                        + idle.toSeconds() + " s",
                "ready: the first 200 of /q/health/ready; the tables are there already",
                "JVM flags after those of firstline up: " + String.join(" ", settings.jvmFlags()));
    }

    private static Round onJvm(House house, ServiceName name, Duration idle) {
        ServiceProcess service = house.cluster().service(name);
        house.stop(name);
        long startNanos = System.nanoTime();
        service.start();
        Supplier<ProcessHandle> process =
                () -> service.process().orElseThrow(() -> new NotStarted(name.word() + " ended at its start"));
        return rest(service, process, startNanos, idle);
    }

    private static Round compiled(House house, Path file, ServiceName name, Duration idle) {
        house.stop(name);
        long startNanos = System.nanoTime();
        try (Executable executable =
                Executable.start(house.cluster().home(), file, house.cluster().service(name))) {
            return rest(house.cluster().service(name), executable::process, startNanos, idle);
        }
    }

    private static Round rest(ServiceProcess service, Supplier<ProcessHandle> process, long startNanos, Duration idle) {
        while (!service.isReady()) {
            if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new NotStarted(service.name() + " is not ready after " + PATIENCE.toSeconds() + " s");
            }
            process.get();
            LockSupport.parkNanos(LOOK.toNanos());
        }
        double readyMillis = (System.nanoTime() - startNanos) / 1e6;
        Cores cores = Cores.count(Map.of(service.name(), process.get()));
        LockSupport.parkNanos(idle.toNanos());
        Cores.Used used = cores.used();
        double busy = used.seconds().get(service.name()) / used.elapsed();
        return new Round(readyMillis, Memory.residentMebibytes(process.get()), busy * 1000, used.othersCores());
    }
}
