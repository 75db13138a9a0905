package dev.firstline.platform.security;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Where calls come from. Those of the JSON gateway come from this very process and carry their caller's address in a header; a seal,
 * made anew with each start and known to nobody else, keeps everybody else from naming an address of his choice.
 */
@Singleton
public class CallerAddresses {

    private static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of("firstline-forwarded-for", Metadata.ASCII_STRING_MARSHALLER);

    /** Made with the first call, never before the process runs: a native image would bring the same one everywhere. */
    private volatile String seal;

    /** Notes in a call to this very process for whom it is made. */
    public void forward(Metadata headers, String address) {
        headers.put(FORWARDED, seal() + " " + address);
    }

    private synchronized String seal() {
        if (seal == null) seal = UUID.randomUUID() + "." + UUID.randomUUID();
        return seal;
    }

    /** The address that a call came from, as far as the connection tells. */
    String of(ServerCall<?, ?> call, Metadata headers) {
        return of(headers.get(FORWARDED), call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    /** The same of a request over HTTP. */
    public String of(HttpServerRequest request) {
        return of(request.getHeader(FORWARDED.name()), request.remoteAddress());
    }

    private String of(String forwarded, Object remote) {
        int space = forwarded == null ? -1 : forwarded.indexOf(' ');
        if (space > 0 && isSeal(forwarded.substring(0, space))) return forwarded.substring(space + 1);
        return remote == null ? "unknown" : remote.toString();
    }

    private boolean isSeal(String text) {
        String known = seal;
        return known != null && MessageDigest.isEqual(bytes(known), bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
