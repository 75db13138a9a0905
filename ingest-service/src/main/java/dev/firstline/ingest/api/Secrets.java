package dev.firstline.ingest.api;

import dev.firstline.ingest.source.verification.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/** What a source's senders prove themselves with; two while it is rotated. Never logged, never shown. */
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

    /**
     * Whether a request is worth reading: it shows one of the secrets, or is signed, just now where the time is signed too. The time
     * it takes doesn't tell how much of a secret is right, or which one it is.
     */
    boolean admit(Proof proof, Instant now) {
        return switch (proof) {
            case Proof.Missing missing -> false;
            case Proof.Shown shown -> isOneOfThem(shown.secret());
            case Proof.Signed signed -> !valid.isEmpty() && signed.time().isFresh(now);
            case Proof.InBody later -> true;
        };
    }

    /** Whether a request that was admitted is proven by its body too. May block where the proof stands in the body. */
    boolean accept(Proof proof, byte[] body, Instant now) {
        return switch (proof) {
            case Proof.Missing missing -> false;
            case Proof.Shown shown -> true;
            case Proof.Signed signed -> isSigned(signed, body);
            case Proof.InBody later -> later.check().accepts(body, now);
        };
    }

    private boolean isOneOfThem(byte[] given) {
        boolean accepted = false;
        for (byte[] secret : valid) accepted |= MessageDigest.isEqual(given, secret);
        return accepted;
    }

    private boolean isSigned(Proof.Signed signed, byte[] body) {
        boolean accepted = false;
        for (byte[] secret : valid) {
            byte[] right = signature(signed, secret, body);
            for (byte[] given : signed.signatures()) accepted |= MessageDigest.isEqual(given, right);
        }
        return accepted;
    }

    private static byte[] signature(Proof.Signed signed, byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(signed.algorithm());
            mac.init(new SecretKeySpec(secret, signed.algorithm()));
            mac.update(signed.before());
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has " + signed.algorithm(), impossible);
        }
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
