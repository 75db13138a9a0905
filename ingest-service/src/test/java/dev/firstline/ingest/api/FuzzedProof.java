package dev.firstline.ingest.api;

import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A way of proving oneself: it throws at nothing, and lets in only what shows or holds what has to be shown.
 *
 * @param verification the way
 * @param right what every request that is let in has to fulfil
 * @param seeds requests to begin with
 */
record FuzzedProof(String name, Verification verification, Predicate<FuzzedRequest> right, List<byte[]> seeds)
        implements FuzzTarget {

    /** The secret of all of them. */
    static final String SECRET = "firstline:the-secret";

    static final Instant NOW = Instant.parse("2026-11-21T03:44:19Z");

    private static final Secrets SECRETS = new Secrets(List.of("another", SECRET), List.of());

    /** A way that shows the secret in a header. */
    static FuzzedProof shown(String name, Verification verification, String header, String value, String right) {
        byte[] seed = new FuzzedRequest(Map.of(header, value), "{}".getBytes(StandardCharsets.UTF_8)).written();
        return new FuzzedProof(
                name,
                verification,
                request -> request.headers().getOrDefault(header, "").contains(right),
                List.of(seed));
    }

    @Override
    public void run(byte[] input) {
        boolean wrong = admits(input) && !right.test(FuzzedRequest.parse(input));
        if (wrong) throw new AssertionError("let in without its proof");
    }

    @Override
    public boolean reaches(byte[] input) {
        return admits(input);
    }

    /** Whether a request is let in. */
    boolean admits(byte[] input) {
        FuzzedRequest request = FuzzedRequest.parse(input);
        Proof proof = verification.proof(request);
        return SECRETS.admit(proof, NOW) && SECRETS.accept(proof, request.body(), NOW);
    }

    @Override
    public String toString() {
        return name;
    }
}
