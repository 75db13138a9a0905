package dev.firstline.platform.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a short time which tokens were found valid: the services show each other the same few ones with every call, and a
 * signature costs more than all the rest of a small one. What isn't valid is never remembered, nor is a token itself, only its digest.
 *
 * @see <a href="https://quarkus.io/guides/security-jwt#custom-factories">Quarkus: custom factories</a>
 */
@Singleton
@Alternative
@Priority(1)
public class VerifiedTokens extends JWTCallerPrincipalFactory {

    /** How long a token is believed after its key was taken out of the key set; never past the token's own end. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** How many are remembered; with more than that at once, all are verified anew. */
    static final int MOST = 1000;

    private record Verified(JWTCallerPrincipal caller, JWTAuthContextInfo by, Instant until) {}

    private final JWTCallerPrincipalFactory verifier;
    private final InstantSource clock;
    private final Map<ByteBuffer, Verified> verified = new ConcurrentHashMap<>();

    @Inject
    public VerifiedTokens() {
        // The wall clock, as the verifier's own: a token's end is its issuer's matter, not the database's.
        this(new DefaultJWTCallerPrincipalFactory(), InstantSource.system());
    }

    VerifiedTokens(JWTCallerPrincipalFactory verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        ByteBuffer digest = digest(token);
        Instant now = clock.instant();
        Verified known = verified.get(digest);
        if (known != null && known.by == rules && now.isBefore(known.until)) return known.caller;
        JWTCallerPrincipal caller = verifier.parse(token, rules);
        if (verified.size() >= MOST) verified.clear();
        verified.put(digest, new Verified(caller, rules, until(caller, now)));
        return caller;
    }

    private static Instant until(JWTCallerPrincipal caller, Instant now) {
        Instant end = Instant.ofEpochSecond(caller.getExpirationTime());
        Instant bound = now.plus(REMEMBERED);
        return end.isBefore(bound) ? end : bound;
    }

    private static ByteBuffer digest(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
