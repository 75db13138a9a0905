package dev.firstline.e2e.standin.kubernetes;

import dev.firstline.e2e.standin.Setup;
import dev.firstline.e2e.standin.StandIn;
import dev.firstline.e2e.standin.StandInServer;
import java.time.Duration;

/**
 * A Kubernetes API server with deployments only, for the demo; the stories use a real one. Deployments can be read, listed, patched (JSON
 * patch, merge patch, strategic merge patch, {@code dryRun=All}) and replaced; {@code resourceVersion} and {@code uid} are honoured as
 * preconditions; a changed pod template is rolled out. No watch, no pods.
 *
 * <p>A request's kind is {@code METHOD deployments}; its one effect is {@code deployment-changed}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/">Kubernetes: Deployment</a>
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply">Kubernetes: patches</a>
 */
public final class KubernetesStandIn implements StandIn {
    private final KubernetesCluster cluster;
    private final StandInServer server;

    private KubernetesStandIn(KubernetesCluster cluster, StandInServer server) {
        this.cluster = cluster;
        this.server = server;
    }

    /** Starts empty, lets everybody in, and takes a second for a rollout. */
    public static KubernetesStandIn start(Setup setup) {
        KubernetesCluster cluster = new KubernetesCluster(setup.clock());
        return new KubernetesStandIn(cluster, StandInServer.start(new KubernetesApi(cluster), setup));
    }

    @Override
    public StandInServer server() {
        return server;
    }

    /** Adds a deployment that is well. */
    public KubernetesStandIn deployment(String namespace, String name, int replicas) {
        synchronized (cluster) {
            cluster.deploy(namespace, name, replicas);
        }
        return this;
    }

    /** Lets only this bearer token in. */
    public KubernetesStandIn token(String token) {
        synchronized (cluster) {
            cluster.token(token);
        }
        return this;
    }

    /** Answers 403 to all that concerns a namespace. */
    public KubernetesStandIn forbid(String namespace) {
        synchronized (cluster) {
            cluster.forbid(namespace);
        }
        return this;
    }

    /** How long rollouts take that begin from now on. */
    public KubernetesStandIn rolloutTakes(Duration time) {
        synchronized (cluster) {
            cluster.rolloutTakes(time);
        }
        return this;
    }

    /** Lets a deployment's rollouts come to no end, but to their progress deadline. */
    public KubernetesStandIn stalls(String namespace, String name) {
        synchronized (cluster) {
            found(namespace, name).stall(true);
        }
        return this;
    }

    /** How often a deployment's pods have been replaced, all of them. */
    public int rollouts(String namespace, String name) {
        synchronized (cluster) {
            return found(namespace, name).rollouts();
        }
    }

    /** A kubeconfig that leads here, with this token. */
    public String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: stand-in
                clusters: [{name: stand-in, cluster: {server: "%s"}}]
                users: [{name: firstline, user: {token: "%s"}}]
                contexts: [{name: stand-in, context: {cluster: stand-in, user: firstline}}]
                """.formatted(baseUrl(), token);
    }

    private Deployment found(String namespace, String name) {
        return cluster.find(namespace, name)
                .orElseThrow(() -> new IllegalArgumentException("no deployment " + namespace + "/" + name));
    }
}
