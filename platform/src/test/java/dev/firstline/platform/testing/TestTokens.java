package dev.firstline.platform.testing;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/** Bearer tokens of people and services, signed with the key pair that Quarkus makes for each test run. */
public final class TestTokens {

    private TestTokens() {}

    /** A token for somebody with these roles. */
    public static String of(String name, String... roles) {
        return Jwt.issuer("firstline")
                .upn(name)
                .subject(name)
                .audience("firstline")
                .groups(Set.of(roles))
                .expiresIn(Duration.ofHours(1))
                .sign();
    }

    /** The same, as a gRPC stub takes it: {@code stub.withCallCredentials(TestTokens.credentials("ann", "viewer"))}. */
    public static CallCredentials credentials(String name, String... roles) {
        return bearer(of(name, roles));
    }

    /** Any other token, as a gRPC stub takes it. */
    public static CallCredentials bearer(String token) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier applier) {
                Metadata headers = new Metadata();
                headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
                applier.apply(headers);
            }
        };
    }
}
