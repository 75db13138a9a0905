package dev.firstline.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A packaged service, and the cache of its classes that a recorded run leaves beside it: with that it starts in half the time.
 *
 * @param jar its quarkus-run.jar
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
public record Program(Path jar) {

    // Quarkus' own class loader is none that the JVM keeps a cache for: this is what it would find, in its order.
    private static final List<String> CLASS_PATH = List.of(
            "quarkus/transformed-bytecode.jar", "quarkus/generated-bytecode.jar", "app", "lib/boot", "lib/main");
    private static final String MAIN = "io.quarkus.runner.GeneratedMain";

    /** How it is started. */
    public enum Start {
        /** As it is packaged. */
        PLAIN,
        /** With its cache, where there is one; otherwise plain. */
        CACHED,
        /** So that its end leaves a cache, which takes it some seconds. */
        RECORDED
    }

    /** What stands behind {@code java} and its usual options. */
    List<String> arguments(Start start) {
        return switch (start) {
            case PLAIN -> plain();
            case CACHED -> isCached() ? flat("-XX:AOTCache=" + cache(), "-Xlog:aot*=off") : plain();
            case RECORDED -> flat("-XX:AOTCacheOutput=" + recorded());
        };
    }

    /** Whether there is a cache that was made since the program was. */
    public boolean isCached() {
        try {
            return Files.exists(cache()) && time(cache()).compareTo(time(jar)) > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** After the end of a recorded run: what it left is the cache from now on. */
    void keepRecorded() {
        try {
            if (Files.exists(recorded())) Files.move(recorded(), cache(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't keep " + cache(), failure);
        }
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private Path cache() {
        return jar.resolveSibling("classes.aot");
    }

    private Path recorded() {
        return jar.resolveSibling("classes.aot.new");
    }

    private List<String> plain() {
        return List.of("-jar", jar.toString());
    }

    private List<String> flat(String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        try (JarFile packaged = new JarFile(jar.toFile())) {
            Attributes manifest = packaged.getManifest().getMainAttributes();
            for (String opened : manifest.getValue("Add-Opens").strip().split("\\s+")) {
                arguments.add("--add-opens=" + opened + "=ALL-UNNAMED");
            }
            List<String> jars = new ArrayList<>();
            for (String part : CLASS_PATH) jars.addAll(jars(jar.resolveSibling(part)));
            arguments.addAll(List.of("-cp", String.join(":", jars), MAIN));
        } catch (IOException failure) {
            throw new NotStarted("can't read " + jar + ": " + failure.getMessage(), failure);
        }
        return arguments;
    }

    // In one order at every start: the JVM compares the class path with the cache's.
    private static List<String> jars(Path part) throws IOException {
        if (!Files.isDirectory(part)) return Files.exists(part) ? List.of(part.toString()) : List.of();
        try (Stream<Path> found = Files.list(part)) {
            return found.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
