package dev.firstline.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The policy, catalogue and runbooks that a new cluster begins with; what a user has is never touched. */
public final class StarterFiles {

    private static final List<String> NAMES = List.of("policy.yaml", "catalogue.yaml", "runbooks");

    private StarterFiles() {}

    /** Copies each that is missing in the cluster's config folder. */
    public static void copy(Path examples, ClusterHome home) {
        home.create();
        for (String name : NAMES) {
            Path target = home.config().resolve(name);
            if (Files.exists(target) || !Files.exists(examples.resolve(name))) continue;
            try {
                copyWhole(examples.resolve(name), target);
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "can't copy " + name + " to " + target + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static void copyWhole(Path source, Path target) throws IOException {
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy);
            }
        }
    }
}
