package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/**
 * {@code Authorization: Bearer <secret>}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750</a>
 */
@Singleton
public class Bearer implements VerificationMethod, Verification {

    private static final String SCHEME = "Bearer";

    @Override
    public String name() {
        return "bearer";
    }

    @Override
    public Verification with(VerificationSettings settings) {
        return this;
    }

    @Override
    public Proof proof(Sent sent) {
        String shown = credentials(sent, SCHEME);
        return shown.isEmpty() ? new Proof.Missing() : new Proof.Shown(shown.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String challenge() {
        return SCHEME;
    }

    /** What follows a scheme, in any case, in {@code Authorization}; empty where there is none. */
    static String credentials(Sent sent, String scheme) {
        String authorization = sent.header("authorization");
        boolean itsOwn = authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                && authorization.length() > scheme.length()
                && authorization.charAt(scheme.length()) == ' ';
        return itsOwn ? authorization.substring(scheme.length() + 1).strip() : "";
    }
}
