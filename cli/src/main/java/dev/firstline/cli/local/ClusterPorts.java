package dev.firstline.cli.local;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file that says where each process of a cluster listens. */
public final class ClusterPorts {

    private ClusterPorts() {}

    /** Port by process name; empty where there is no file, entries that are no ports left out. */
    public static Map<String, Integer> read(ClusterHome home) {
        Map<String, Integer> ports = new TreeMap<>();
        Secrets.read(home.ports()).forEach((name, port) -> {
            if (((String) port).matches("\\d{1,5}")) ports.put((String) name, Integer.valueOf((String) port));
        });
        return ports;
    }

    /** Writes it anew. */
    public static void write(ClusterHome home, Map<String, Integer> ports) {
        ClusterHome.secret(
                home.ports(),
                new TreeMap<>(ports)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                .collect(Collectors.joining()));
    }
}
