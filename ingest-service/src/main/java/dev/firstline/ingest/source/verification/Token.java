package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The secret as a parameter of the address, for tools that can be given an address and nothing else. Proxies on the way may write
 * addresses into their logs, so it is the last resort.
 */
@Singleton
public class Token implements VerificationMethod {

    @Override
    public String name() {
        return "token";
    }

    @Override
    public Optional<String> problem(VerificationSettings settings) {
        return settings.parameter().isBlank()
                ? Optional.of("parameter: it is empty; name the query parameter that holds the secret")
                : Optional.empty();
    }

    @Override
    public Verification with(VerificationSettings settings) {
        return new OfParameter(settings.parameter());
    }

    private record OfParameter(String parameter) implements Verification {
        @Override
        public Proof proof(Sent sent) {
            String shown = sent.parameter(parameter);
            return shown.isEmpty() ? new Proof.Missing() : new Proof.Shown(shown.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String challenge() {
            return "Token";
        }
    }
}
