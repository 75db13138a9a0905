package dev.firstline.e2e.delivery.bed;

import dev.firstline.e2e.fault.TcpProxy;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proxy on every way from one process to another. A way is named by both: "ingest to triage-2". */
public final class Ways implements AutoCloseable {

    /** Whoever sends alerts. */
    public static final String SENDERS = "senders";

    /** The database. */
    public static final String POSTGRES = "postgres";

    private final Map<String, TcpProxy> proxies = new LinkedHashMap<>();

    /** The proxy on a way; made by the first who asks for it with a port. */
    TcpProxy open(String from, String to, int port) {
        return proxies.computeIfAbsent(name(from, to), way -> TcpProxy.to(port));
    }

    /** The address that leads a process to another. */
    String address(String from, String to, URI there) {
        return "http://127.0.0.1:" + open(from, to, there.getPort()).port();
    }

    /** The proxy on a way that exists. */
    public TcpProxy between(String from, String to) {
        TcpProxy proxy = proxies.get(name(from, to));
        if (proxy == null) throw new IllegalArgumentException("no way leads from " + from + " to " + to);
        return proxy;
    }

    private static String name(String from, String to) {
        return from + " to " + to;
    }

    @Override
    public void close() {
        proxies.values().forEach(TcpProxy::close);
    }
}
