package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a request really comes from. Each proxy adds whom it was called by at the end of a header, and passes on what stood there, so
 * only the end can be believed: read backwards, the first address that is no trusted proxy's is the sender's. Quarkus' own
 * {@code quarkus.http.proxy.*} takes the first one from the front, which the sender may have written himself (quarkus#45005).
 *
 * @param proxies those that are believed
 * @param header X-Forwarded-For or Forwarded, in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, Forwarded</a>
 */
record SenderAddress(AddressRanges proxies, String header) {

    private static final String FORWARDED = "forwarded";
    private static final List<String> HEADERS = List.of("x-forwarded-for", FORWARDED);

    static SenderAddress of(IngestConfig config) {
        return new SenderAddress(AddressRanges.parse(config.trustedProxies().orElse(List.of())), header(config));
    }

    /** What is wrong in the configuration. */
    static List<String> problems(IngestConfig config) {
        List<String> problems = new ArrayList<>();
        for (String proxy : config.trustedProxies().orElse(List.of())) {
            AddressRange.problem(proxy)
                    .ifPresent(problem -> problems.add("firstline.ingest.trusted-proxies: " + problem));
        }
        if (!HEADERS.contains(header(config))) {
            problems.add("firstline.ingest.forwarded-header: it is X-Forwarded-For or Forwarded, not '"
                    + config.forwardedHeader() + "'");
        }
        return problems;
    }

    private static String header(IngestConfig config) {
        return config.forwardedHeader().strip().toLowerCase(Locale.ROOT);
    }

    /** The sender's address; empty where nobody can tell. */
    Optional<byte[]> of(HttpServerRequest request) {
        // The connection's own: the request's is what Quarkus believes, where it was told to read those headers.
        SocketAddress peer = request.connection().remoteAddress();
        if (peer == null || peer.hostAddress() == null) return Optional.empty();
        return of(peer.hostAddress(), request.headers().getAll(header));
    }

    /**
     * @param peer who is at the other end of the connection
     * @param values of the header, each time that it was sent
     */
    Optional<byte[]> of(String peer, List<String> values) {
        Optional<byte[]> address = AddressRange.address(peer);
        if (!proxies.contain(address)) return address;
        List<String> hops = hops(values);
        for (String hop : hops.reversed()) {
            address = AddressRange.address(hop);
            if (!proxies.contain(address)) return address;
        }
        return address;
    }

    private List<String> hops(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(hop -> bare(header.equals(FORWARDED) ? named(hop) : hop.strip()))
                .toList();
    }

    /** What stands behind {@code for=}; empty where nothing does. */
    private static String named(String hop) {
        for (String pair : hop.split(";", -1)) {
            String plain = pair.strip();
            if (plain.regionMatches(true, 0, "for=", 0, 4))
                return plain.substring(4).strip();
        }
        return "";
    }

    /** Without quotes, brackets and a port. */
    private static String bare(String node) {
        String plain = node.length() > 1 && node.startsWith("\"") && node.endsWith("\"")
                ? node.substring(1, node.length() - 1)
                : node;
        if (plain.startsWith("[")) return plain.substring(1, Math.max(1, plain.indexOf(']')));
        int colon = plain.indexOf(':');
        return colon >= 0 && colon == plain.lastIndexOf(':') ? plain.substring(0, colon) : plain;
    }
}
