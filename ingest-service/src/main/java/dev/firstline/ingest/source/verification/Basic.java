package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.util.Base64;

/**
 * {@code Authorization: Basic …}, which tools make of {@code https://user:password@host/} too. The secret is {@code user:password},
 * so that both are compared at once, and both can be rotated.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>
 */
@Singleton
public class Basic implements VerificationMethod, Verification {

    private static final String SCHEME = "Basic";

    @Override
    public String name() {
        return "basic";
    }

    @Override
    public Verification with(VerificationSettings settings) {
        return this;
    }

    @Override
    public Proof proof(Sent sent) {
        String shown = Bearer.credentials(sent, SCHEME);
        if (shown.isEmpty()) return new Proof.Missing();
        try {
            return new Proof.Shown(Base64.getDecoder().decode(shown));
        } catch (IllegalArgumentException noBase64) {
            return new Proof.Missing();
        }
    }

    @Override
    public String challenge() {
        return SCHEME + " realm=\"firstline\", charset=\"UTF-8\"";
    }
}
