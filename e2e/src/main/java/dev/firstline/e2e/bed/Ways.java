package dev.firstline.e2e.bed;

import dev.firstline.cli.local.ServiceProcess.Launch;
import dev.firstline.e2e.fault.TcpProxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy on every way from one process to another. A way is named by both: "ingest to triage-2", "notify to slack". */
public final class Ways implements AutoCloseable {

    /** Whoever sends alerts. */
    public static final String SENDERS = "senders";

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private final Map<String, TcpProxy> proxies = new LinkedHashMap<>();

    /**
     * Leads a replica through proxies to everybody whose address it is told.
     *
     * @param named who listens on which port; other addresses stay as they are
     */
    public Launch detour(Launch launch, Map<String, Integer> named) {
        Map<Integer, String> names = new HashMap<>();
        named.forEach((name, port) -> names.put(port, name));
        Launch led = launch;
        for (Map.Entry<String, String> property : launch.properties().entrySet()) {
            Matcher addresses = LOOPBACK.matcher(property.getValue());
            String value = addresses.replaceAll(address -> detour(launch.name(), address, names));
            if (!value.equals(property.getValue())) led = led.with(property.getKey(), value);
        }
        return led;
    }

    private String detour(String from, MatchResult address, Map<Integer, String> names) {
        int port = Integer.parseInt(address.group(1));
        String to = names.get(port);
        return to == null
                ? address.group()
                : "127.0.0.1:" + open(from, to, port).port();
    }

    /** The proxy on a way; made by the first who asks for it. */
    public TcpProxy open(String from, String to, int port) {
        return proxies.computeIfAbsent(name(from, to), way -> TcpProxy.to(port));
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
