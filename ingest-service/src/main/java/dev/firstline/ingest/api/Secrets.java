package dev.firstline.ingest.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** What a source may send as its bearer token. Never logged, never shown. */
final class Secrets {

    private static final Logger LOG = Logger.getLogger(Secrets.class);

    private final List<String> configured;
    private final List<Path> files;
    private volatile List<byte[]> valid;

    Secrets(List<String> configured, List<Path> files) {
        this.configured = List.copyOf(configured);
        this.files = List.copyOf(files);
        reload();
    }

    /** Whether a token is one of them. The time it takes doesn't tell how much of it is right, or which one it is. */
    boolean accept(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        boolean accepted = false;
        for (byte[] secret : valid) accepted |= MessageDigest.isEqual(given, secret);
        return accepted;
    }

    /** Reads the files again: Kubernetes renews them. One that can't be read, or is empty, is no secret. */
    void reload() {
        List<byte[]> secrets = new ArrayList<>();
        for (String secret : configured) secrets.add(secret.getBytes(StandardCharsets.UTF_8));
        for (Path file : files) {
            try {
                String secret = Files.readString(file).strip();
                if (!secret.isEmpty()) secrets.add(secret.getBytes(StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                LOG.warnf("the secret in %s can't be read: %s", file, unreadable.getMessage());
            }
        }
        valid = List.copyOf(secrets);
    }

    boolean hasFiles() {
        return !files.isEmpty();
    }
}
