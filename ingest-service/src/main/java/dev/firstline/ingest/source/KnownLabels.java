package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the labels that Prometheus' users commonly set say about an alert. */
final class KnownLabels {

    /**
     * A pod of a deployment: its name, the ReplicaSet's hash, the pod's own. Both are made of consonants and digits, so that no
     * word of a name can pass for one: acting on a wrong deployment would be worse than on none.
     *
     * @see <a href="https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go">its alphabet</a>
     */
    private static final Pattern POD_OF_DEPLOYMENT =
            Pattern.compile("(?<name>.+)-(?!\\d+-)[b-df-hj-np-tv-xz0-9]{6,10}-[b-df-hj-np-tv-xz0-9]{5}");

    /** Jobs that measure others; as a service they would put strangers into one incident. */
    private static final Set<String> EXPORTERS = Set.of(
            "kube-state-metrics",
            "node-exporter",
            "node_exporter",
            "node",
            "kubelet",
            "cadvisor",
            "blackbox",
            "blackbox-exporter",
            "blackbox_exporter",
            "prometheus",
            "pushgateway",
            "federate",
            "apiserver");

    private static final String[] WORKLOADS = {"deployment", "statefulset", "daemonset"};

    private KnownLabels() {}

    /**
     * The service: {@code service}, {@code service_name}, {@code app}, {@code app_kubernetes_io_name}, the workload's name, the last
     * part of {@code job} unless it is an exporter's.
     */
    static String service(Map<String, String> labels, Optional<Resource> resource) {
        String said = first(labels, "service", "service_name", "app", "app_kubernetes_io_name");
        if (!said.isEmpty()) return said;
        if (resource.isPresent() && resource.get() instanceof Resource.KubernetesWorkload workload) {
            return workload.name();
        }
        String job = labels.getOrDefault("job", "");
        String last = job.substring(job.lastIndexOf('/') + 1);
        return EXPORTERS.contains(last) ? "" : last;
    }

    /** The environment: {@code environment}, {@code env}, {@code stage}, {@code cluster}. */
    static String environment(Map<String, String> labels) {
        return first(labels, "environment", "env", "stage", "cluster");
    }

    /**
     * What can be acted upon. Kubernetes: {@code namespace} with {@code deployment}, {@code statefulset} or {@code daemonset}, else
     * the deployment that a {@code pod}'s name tells. {@code exported_…} goes first: Prometheus moves a target's own label there
     * where the scrape has one of the same name. Else an instance: {@code instance_id}.
     */
    static Optional<Resource> resource(Map<String, String> labels) {
        String namespace = exported(labels, "namespace");
        if (!namespace.isBlank()) {
            for (String kind : WORKLOADS) {
                String name = exported(labels, kind);
                if (!name.isBlank()) return workload(labels, namespace, kind, name);
            }
            Matcher pod = POD_OF_DEPLOYMENT.matcher(exported(labels, "pod"));
            if (pod.matches()) return workload(labels, namespace, "deployment", pod.group("name"));
        }
        String instance = first(labels, "instance_id", "InstanceId");
        if (!Resource.ManagedInstance.isId(instance)) return Optional.empty();
        return Optional.of(new Resource.ManagedInstance(
                instance, first(labels, "region", "aws_region"), first(labels, "account_id", "aws_account_id")));
    }

    private static Optional<Resource> workload(Map<String, String> labels, String namespace, String kind, String name) {
        String cluster = labels.getOrDefault("cluster", "");
        return Optional.of(new Resource.KubernetesWorkload(cluster, namespace, kind, name));
    }

    private static String exported(Map<String, String> labels, String name) {
        return first(labels, "exported_" + name, name);
    }

    private static String first(Map<String, String> labels, String... names) {
        for (String name : names) {
            String value = labels.get(name);
            if (value != null && !value.isBlank()) return value;
        }
        return "";
    }
}
