package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Deployments by namespace and name, and who may touch them. Guarded by its own monitor. */
final class KubernetesCluster {
    private final InstantSource clock;
    private final AtomicLong versions = new AtomicLong(1000);
    private final Map<String, Deployment> deployments = new TreeMap<>();
    private final Set<String> forbidden = new HashSet<>();
    private Optional<String> token = Optional.empty();
    private Duration rollout = Duration.ofSeconds(1);

    KubernetesCluster(InstantSource clock) {
        this.clock = clock;
    }

    void token(String expected) {
        token = Optional.of(expected);
    }

    boolean knows(Optional<String> bearer) {
        return token.isEmpty() || token.equals(bearer);
    }

    void rolloutTakes(Duration time) {
        rollout = time;
    }

    void forbid(String namespace) {
        forbidden.add(namespace);
    }

    boolean forbids(String namespace) {
        return forbidden.contains(namespace);
    }

    void deploy(String namespace, String name, int replicas) {
        deployments.put(
                key(namespace, name),
                new Deployment(namespace, name, replicas, versions::incrementAndGet, clock.instant()));
    }

    /** The deployment as it stands now. */
    Optional<Deployment> find(String namespace, String name) {
        Optional<Deployment> found = Optional.ofNullable(deployments.get(key(namespace, name)));
        found.ifPresent(deployment -> deployment.settle(clock.instant()));
        return found;
    }

    boolean change(Deployment deployment, ObjectNode wanted) {
        return deployment.accept(wanted, rollout, clock.instant());
    }

    /** All of a namespace, or of all of them where it is empty. */
    ObjectNode list(String namespace) {
        ArrayNode items = Json.array();
        deployments.forEach((key, deployment) -> {
            deployment.settle(clock.instant());
            if (namespace.isEmpty() || key.startsWith(namespace + "/")) items.add(deployment.read());
        });
        ObjectNode list = Json.object().put("kind", "DeploymentList").put("apiVersion", "apps/v1");
        list.putObject("metadata").put("resourceVersion", Long.toString(versions.get()));
        return list.set("items", items);
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
