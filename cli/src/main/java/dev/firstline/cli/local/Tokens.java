package dev.firstline.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Bearer tokens, signed with a key pair that the cluster's folder holds, as a cluster's administrator would issue them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
 */
public final class Tokens {

    /** The file of the token that a person's commands use. */
    public static final String PERSON = "admin";

    /** The file of the token that tools of other teams post events with. */
    public static final String SENDER = "sender";

    /** How long a token that lies in a file holds. It is renewed by each start. */
    private static final Duration LONG = Duration.ofDays(365);

    private static final int KEY_BITS = 2048;

    private final ClusterHome home;
    private final PrivateKey key;

    Tokens(ClusterHome home) {
        this.home = home;
        this.key = key();
    }

    /** The public key, as {@code firstline.token.public-key} takes it. */
    public Path publicKey() {
        return home.keys().resolve("public.pem");
    }

    /** Writes the files: one for the person who runs the cluster, an admin, one for tools that post events, and one for each service. */
    public void renew() {
        Instant now = Instant.now();
        ClusterHome.secret(home.token(PERSON), of(System.getProperty("user.name"), now.plus(LONG), "admin"));
        ClusterHome.secret(home.token(SENDER), of(SENDER, now.plus(LONG), "sender"));
        for (ServiceName service : ServiceName.values()) {
            ClusterHome.secret(home.token(service.word()), of(service.word(), now.plus(LONG), "service"));
        }
    }

    /** A token of an hour. */
    public String of(String name, String... roles) {
        return of(name, Instant.now().plus(Duration.ofHours(1)), roles);
    }

    /**
     * A token for somebody with these roles: viewer, responder, approver, admin, service or sender.
     *
     * @param expiry when it stops to hold; in the past for one that is refused
     */
    public String of(String name, Instant expiry, String... roles) {
        String groups = Arrays.stream(roles).map(Tokens::quoted).collect(Collectors.joining(","));
        String claims =
                "{\"iss\":\"firstline\",\"upn\":%1$s,\"sub\":%1$s,\"groups\":[%2$s],\"iat\":%3$d,\"exp\":%4$d,\"jti\":\"%5$s\"}"
                        .formatted(
                                quoted(name),
                                groups,
                                Instant.now().getEpochSecond(),
                                expiry.getEpochSecond(),
                                UUID.randomUUID());
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private PrivateKey key() {
        Path file = home.keys().resolve("private.pem");
        try {
            // The private one is written last: where it is, the public one is too.
            if (!Files.exists(file)) return makePair(file);
            String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            throw new NotStarted(
                    "can't read the key " + file + " (remove it to have a new one): " + failure.getMessage());
        }
    }

    private PrivateKey makePair(Path file) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        KeyPair pair = generator.generateKeyPair();
        ClusterHome.secret(publicKey(), pem("PUBLIC KEY", pair.getPublic()));
        ClusterHome.secret(file, pem("PRIVATE KEY", pair.getPrivate()));
        return pair.getPrivate();
    }

    private static String pem(String label, Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
