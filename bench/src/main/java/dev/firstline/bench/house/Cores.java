package dev.firstline.bench.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many cores somebody used on average, by Linux' own count; says nothing elsewhere.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public final class Cores {

    /** Clock ticks a second, as procfs counts on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private static final String ALL = "";

    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Map<String, Long> before = new LinkedHashMap<>();
    private final long startNanos;

    private Cores(Map<String, ProcessHandle> processes) {
        processes.forEach((name, process) -> pids.put(name, process.pid()));
        startNanos = System.nanoTime();
        before.putAll(ticks());
    }

    /** Begins to count; each process with its children. */
    public static Cores count(Map<String, ProcessHandle> processes) {
        return new Cores(processes);
    }

    /** What was used since: "ingest 0.8, postgres 0.6, others 0.1". Others are processes that have no part in the measurement. */
    public String used() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Map<String, Double> used = new LinkedHashMap<>();
        ticks().forEach((name, ticks) -> used.put(name, (ticks - before.getOrDefault(name, 0L)) / TICKS / seconds));
        Double all = used.remove(ALL);
        if (all == null) return "";
        double known = used.values().stream().mapToDouble(Double::doubleValue).sum();
        used.put("others", Math.max(0, all - known));
        return used.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        pids.forEach((name, pid) -> ticks.put(name, withChildren(pid)));
        machine().ifPresent(all -> ticks.put(ALL, all));
        return ticks;
    }

    private static long withChildren(long pid) {
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children).mapToLong(Cores::process).sum();
    }

    // After the name in parentheses come the state and further fields; utime, stime and the same of children that have
    // ended are
    // fields 14 to 17 of the whole line.
    private static long process(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields)
                    .skip(11)
                    .limit(4)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }

    // user, nice, system of the first line; what interrupts and a hypervisor took belongs to nobody.
    private static java.util.Optional<Long> machine() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/stat"));
            String[] fields = lines.getFirst().split(" +");
            return java.util.Optional.of(Stream.of(fields)
                    .skip(1)
                    .limit(3)
                    .mapToLong(Long::parseLong)
                    .sum());
        } catch (IOException notLinux) {
            return java.util.Optional.empty();
        }
    }
}
