package dev.firstline.e2e.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Where a run keeps its data, logs and journals.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

    /** A new one among the system's temporary files. */
    public static RunFolder make() {
        try {
            return new RunFolder(Files.createTempDirectory("firstline-delivery-"));
        } catch (IOException failure) {
            throw new UncheckedIOException("can't make a folder for the run", failure);
        }
    }

    /** Removes it with all that is in it. */
    public void remove() {
        try (var files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't remove " + path, failure);
        }
    }
}
