package dev.firstline.platform.configuration;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One state of a configuration: a file, or all the YAML files of a folder, by name.
 *
 * @param contents the files' contents by their names without folders, sorted
 */
record ConfigFiles(SortedMap<String, String> contents) {

    ConfigFiles {
        contents = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /**
     * Reads a file, or the *.yaml and *.yml files of a folder.
     *
     * @throws ConfigException where it isn't there or can't be read
     */
    static ConfigFiles read(Path location) {
        SortedMap<String, String> contents = new TreeMap<>();
        try {
            for (Path file : Files.isDirectory(location) ? yamlFiles(location) : List.of(location)) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException unreadable) {
            String why = unreadable instanceof java.nio.file.NoSuchFileException
                    ? "is not there"
                    : "can't be read: " + unreadable;
            throw new ConfigException(List.of(new ConfigProblem(location.toString(), 0, why)));
        }
        return new ConfigFiles(contents);
    }

    private static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    static ConfigFiles fromStored(String stored) {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Map.Entry<String, Object> file : new JsonObject(stored))
            contents.put(file.getKey(), (String) file.getValue());
        return new ConfigFiles(contents);
    }

    String toStored() {
        JsonObject stored = new JsonObject();
        contents.forEach(stored::put);
        return stored.encode();
    }

    /** SHA-256 over names and contents, in hex. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, content) -> {
                digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update((content + "\0").getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
