package dev.firstline.e2e.story;

import dev.firstline.e2e.bed.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What stories find around them: the checkout, a folder of their own, and programs that scripts start. */
final class Stage {

    /** How a script says that a program which it needs is absent. */
    private static final int ABSENT = 77;

    private Stage() {}

    /** Where the services were built. */
    static Path checkout() {
        return Path.of(System.getProperty("firstline.checkout", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** A new folder for a story, under target. */
    static Path folder(String story) {
        return RunFolder.make(checkout().resolve("e2e/target/stories"), story + "-")
                .path();
    }

    /** Runs a script under e2e/ to its end; the story is skipped, with the script's line, where a program is absent. */
    static void run(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(
                List.of(checkout().resolve("e2e").resolve(script).toString()));
        command.addAll(List.of(arguments));
        command(command);
    }

    /** Runs a program to its end, in the same way, and answers what it said. */
    static String command(List<String> command) {
        try {
            Path log = Files.createTempFile("script", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int code = process.waitFor();
            String said = Files.readString(log);
            if (code == ABSENT) Skipped.because(said.strip());
            if (code != 0) throw new AssertionError(command + " ended with " + code + ":\n" + said);
            return said;
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What a script left for a shell to source: NAME='value' lines. */
    static Map<String, String> sourced(Path file) {
        Properties read = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
        Map<String, String> values = new java.util.HashMap<>();
        read.forEach((name, value) -> values.put((String) name, ((String) value).replace("'", "")));
        return values;
    }
}
