package dev.firstline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.bench.program.Accept;
import dev.firstline.bench.program.Fold;
import dev.firstline.bench.program.Footprint;
import dev.firstline.bench.program.Latency;
import dev.firstline.cli.local.NotStarted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firstline bench}: programs that print figures, of the packaged services on this machine. They judge nothing. */
@Command(
        name = "firstline bench",
        mixinStandardHelpOptions = true,
        description = {
            "Prints figures of the packaged services on this machine; docs/performance.md tells what they mean.",
            "",
            "  accept     durable accepts of Alertmanager webhooks, beside a real Alertmanager where one is installed",
            "  fold       sustained webhook to the commit of its incident",
            "  latency    webhook to the request that arrives at a stand-in of Slack",
            "  footprint  start and idle memory of each service",
            ""
        })
public final class Bench implements Callable<Integer> {

    private static final Map<String, Program> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("accept", new Accept());
        PROGRAMS.put("fold", new Fold());
        PROGRAMS.put("latency", new Latency());
        PROGRAMS.put("footprint", new Footprint());
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "PROGRAM",
            description = "accept, fold, latency, footprint or all; all where none is named.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private Settings settings;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private Bench() {}

    /** Ends with 0, with 1 where something could not be started, with 2 where the arguments make no sense. */
    public static void main(String... arguments) {
        CommandLine line = new CommandLine(new Bench())
                .setUsageHelpWidth(110)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    if (!(failure instanceof NotStarted)) throw failure;
                    failed.getErr().println("firstline bench: " + failure.getMessage());
                    return 1;
                });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() {
        Path checkout = Path.of(System.getProperty("firstline.checkout", ".")).toAbsolutePath();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Program program : chosen()) {
            List<Figures> measured = program.run(checkout, settings, line -> System.err.println("… " + line));
            measured.forEach(figures -> all.add(figures.json()));
            if (!settings.json()) measured.forEach(figures -> System.out.println(figures.text()));
        }
        if (settings.json()) System.out.println(json(all));
        return 0;
    }

    private List<Program> chosen() {
        if (names.isEmpty() || names.contains("all")) return List.copyOf(PROGRAMS.values());
        return names.stream().map(this::program).toList();
    }

    private Program program(String name) {
        Program program = PROGRAMS.get(name);
        if (program != null) return program;
        throw new ParameterException(
                spec.commandLine(), "'" + name + "' is none of " + String.join(", ", PROGRAMS.keySet()) + ", all");
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException unprintable) {
            throw new IllegalStateException(unprintable);
        }
    }
}
