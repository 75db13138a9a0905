package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** A signature whose header, algorithm and encoding are configured, for tools of which no adapter knows how they sign. */
@Singleton
public class Hmac implements VerificationMethod {

    @Override
    public String name() {
        return "hmac";
    }

    @Override
    public Optional<String> problem(VerificationSettings settings) {
        if (settings.header().isBlank()) return Optional.of("header: it is empty; name the header with the signature");
        if (HmacSignature.Algorithm.parse(settings.algorithm()).isEmpty()) {
            return Optional.of(
                    "algorithm: there is no '" + settings.algorithm() + "'; there are: sha1, sha256, sha384, sha512");
        }
        if (HmacSignature.Encoding.parse(settings.encoding()).isEmpty()) {
            return Optional.of("encoding: there is no '" + settings.encoding() + "'; there are: hex, base64");
        }
        if (settings.replayWindow().isNegative() || settings.replayWindow().isZero()) {
            return Optional.of("replay-window: it has to be longer than nothing");
        }
        return Optional.empty();
    }

    @Override
    public Verification with(VerificationSettings settings) {
        return new HmacSignature(
                settings.header().toLowerCase(Locale.ROOT),
                HmacSignature.Algorithm.parse(settings.algorithm()).orElseThrow(),
                HmacSignature.Encoding.parse(settings.encoding()).orElseThrow(),
                settings.prefix(),
                settings.timestampHeader().toLowerCase(Locale.ROOT),
                settings.replayWindow());
    }
}
