package dev.firstline.cli.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random words that are made once, and kept in a file that only its owner can read. */
public final class Secrets {

    private static final int BYTES = 24;

    private final Path file;
    private final Map<String, String> known = new TreeMap<>();

    Secrets(Path file) {
        this.file = file;
        read(file).forEach((name, value) -> known.put((String) name, (String) value));
    }

    /** What a service's role logs in with; the superuser's where it is "postgres". */
    public String databasePassword(String role) {
        return of("database." + role);
    }

    /** What a source proves itself with. */
    public String source(String name) {
        return of("source." + name);
    }

    /** The random word of this name; hexadecimal, 192 bits. */
    public synchronized String of(String name) {
        String value = known.get(name);
        if (value != null) return value;
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        known.put(name, HexFormat.of().formatHex(random));
        ClusterHome.secret(
                file,
                known.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        return known.get(name);
    }

    static Properties read(Path file) {
        Properties properties = new Properties();
        if (!Files.exists(file)) return properties;
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read " + file + ": " + failure.getMessage(), failure);
        }
    }
}
