package dev.firstline.bench.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the time that processes spend on processors, as Linux tells it; finds nothing elsewhere.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public final class Cores {

    /** Clock ticks a second, as procfs counts on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private static final String ALL = "";

    /**
     * What was used.
     *
     * @param seconds processor time by process
     * @param others processor time of those that have no part in the measurement
     * @param elapsed how long was counted, in seconds
     */
    public record Used(Map<String, Double> seconds, double others, double elapsed) {

        /** Cores in use on average: "load 0.3, postgres 0.6, ingest 0.8". */
        public String cores() {
            return words(1 / elapsed, "%s %.1f");
        }

        /** Microseconds for each of so many things: "load 5, postgres 12, ingest 19". It hardly depends on how busy others were. */
        public String microsecondsEach(double things) {
            return things == 0 ? "" : words(1e6 / things, "%s %.0f");
        }

        /** Cores that others used on average. */
        public double othersCores() {
            return others / elapsed;
        }

        private String words(double factor, String format) {
            return seconds.entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, format, entry.getKey(), entry.getValue() * factor))
                    .collect(Collectors.joining(", "));
        }
    }

    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Map<String, Long> before = new LinkedHashMap<>();
    private final long startNanos;

    private Cores(Map<String, ProcessHandle> processes) {
        processes.forEach((name, process) -> pids.put(name, process.pid()));
        startNanos = System.nanoTime();
        before.putAll(ticks());
    }

    /** Begins to count; each with its children, this program without. */
    public static Cores count(Map<String, ProcessHandle> processes) {
        return new Cores(processes);
    }

    /** What was used since. */
    public Used used() {
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        Map<String, Double> used = new LinkedHashMap<>();
        ticks().forEach((name, ticks) -> used.put(name, (ticks - before.getOrDefault(name, 0L)) / TICKS));
        double all = used.getOrDefault(ALL, 0.0);
        used.remove(ALL);
        double known = used.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Used(used, Math.max(0, all - known), elapsed);
    }

    private Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        pids.forEach((name, pid) -> ticks.put(name, withChildren(pid)));
        machine().ifPresent(all -> ticks.put(ALL, all));
        return ticks;
    }

    private static long withChildren(long pid) {
        // Whatever this program has started is counted by itself.
        if (pid == ProcessHandle.current().pid()) return process(pid, 2);
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children)
                .mapToLong(one -> process(one, 4))
                .sum();
    }

    // After the name in parentheses come the state and further fields; utime, stime and the same of children that have
    // ended are
    // fields 14 to 17 of the whole line.
    private static long process(long pid, int fieldCount) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields)
                    .skip(11)
                    .limit(fieldCount)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }

    // user, nice, system of the first line; what interrupts and a hypervisor took belongs to nobody.
    private static OptionalLong machine() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/stat"));
            String[] fields = lines.getFirst().split(" +");
            return OptionalLong.of(Stream.of(fields)
                    .skip(1)
                    .limit(3)
                    .mapToLong(Long::parseLong)
                    .sum());
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
