package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs Jazzer over every target, each in a process of its own; {@code ./mvnw -Pfuzz} does, nothing else. What it finds and learns
 * lies in {@code target/fuzz/<target>}; CONTRIBUTING.md tells what to do with it.
 */
class FuzzRun {

    private static final Path FOLDER = Path.of("target", "fuzz");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);

    /** One input may not take longer than this; most take microseconds. */
    private static final int LONGEST_SECONDS = 10;

    static List<FuzzTarget> targets() {
        List<String> wanted =
                Arrays.asList(System.getProperty("fuzz.targets", "").split(","));
        return FuzzTargets.all().stream()
                .filter(target -> wanted.contains("") || wanted.contains(target.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothing(FuzzTarget target) throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(target.name());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : FuzzTargets.inputs(target)) Files.write(corpus.resolve("seed-" + number++), seed);
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(command(target, folder, corpus))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = jazzer.waitFor();
        List<String> said = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        System.out.println(target.name() + ": " + last(said, "Done ", said.isEmpty() ? "" : said.getLast()));
        assertThat(exit)
                .as("Jazzer found something in %s: see %s; the input lies beside it", target, log)
                .isZero();
    }

    private static String last(List<String> lines, String beginning, String otherwise) {
        return lines.reversed().stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> command(FuzzTarget target, Path folder, Path corpus) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=dev.firstline.ingest.**",
                // Jazzer's sanitizers in our own code: within the libraries they cost half a minute a start, and Netty
                // can't bear them.
                "--custom_hook_includes=dev.firstline.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + SECONDS,
                "-timeout=" + LONGEST_SECONDS,
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                corpus.toString());
    }
}
