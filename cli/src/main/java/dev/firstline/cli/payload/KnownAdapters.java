package dev.firstline.cli.payload;

import dev.firstline.ingest.source.SourceAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The adapters of ingest, found as ingest finds them: by being there. */
public final class KnownAdapters {

    /** By the house's style a class ends in what it is, so that the others need not be loaded. */
    private static final String ENDING = "Source.class";

    private static final String FOLDER = SourceAdapter.class.getPackageName().replace('.', '/');

    private KnownAdapters() {}

    /** One of each, by type. */
    public static Map<String, SourceAdapter> byType() {
        Map<String, SourceAdapter> byType = new TreeMap<>();
        for (String file : files()) {
            String name = file.substring(0, file.length() - ".class".length());
            try {
                Class<?> found = Class.forName(SourceAdapter.class.getPackageName() + "." + name);
                if (!SourceAdapter.class.isAssignableFrom(found)) continue;
                SourceAdapter adapter =
                        (SourceAdapter) found.getDeclaredConstructor().newInstance();
                byType.put(adapter.type(), adapter);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException("the adapter " + name + " can't be made", failure);
            }
        }
        return byType;
    }

    private static List<String> files() {
        try {
            Path place = Path.of(SourceAdapter.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(place) ? inFolder(place.resolve(FOLDER)) : inJar(place);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .toList();
        }
    }

    private static List<String> inJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(FOLDER + "/") && name.endsWith(ENDING))
                    .map(name -> name.substring(FOLDER.length() + 1))
                    .filter(name -> name.indexOf('/') < 0)
                    .toList();
        }
    }
}
