package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Resource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the labels that people and tools commonly set say about an alert; the names that Prometheus' users set go first. */
final class KnownLabels {

    /**
     * A pod of a deployment: its name, the ReplicaSet's hash, the pod's own. Both are made of consonants and digits, so that no
     * word of a name can pass for one: acting on a wrong deployment would be worse than on none.
     *
     * @see <a href="https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go">its alphabet</a>
     */
    private static final Pattern POD_OF_DEPLOYMENT =
            Pattern.compile("(?<name>.+)-(?!\\d+-)[b-df-hj-np-tv-xz0-9]{6,10}-[b-df-hj-np-tv-xz0-9]{5}");

    /** A pod of a StatefulSet: its name and a number from 0 up. */
    private static final Pattern POD_OF_STATEFULSET = Pattern.compile("(?<name>.*[a-z0-9])-(0|[1-9]\\d{0,3})");

    /** A host's name that is an EC2 or managed instance's id, as Datadog's agent reports it. */
    private static final Pattern HOST_ID = Pattern.compile("m?i-[0-9a-f]{8,17}");

    /** Prometheus' {@code instance} is what was scraped, its port included. */
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

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

    /** The kinds of workloads, each with the labels that name one. */
    private static final Map<String, String[]> WORKLOADS = new TreeMap<>(Map.of(
            "deployment", new String[] {"deployment", "kube_deployment", "k8s.deployment.name"},
            "statefulset", new String[] {"statefulset", "kube_stateful_set", "k8s.statefulset.name"},
            "daemonset", new String[] {"daemonset", "kube_daemon_set", "k8s.daemonset.name"}));

    private static final String[] NAMESPACES = {"namespace", "kube_namespace", "namespace_name", "k8s.namespace.name"};
    private static final String[] PODS = {"pod", "pod_name", "k8s.pod.name"};
    private static final String[] CLUSTERS = {"cluster", "kube_cluster_name", "cluster_name", "k8s.cluster.name"};
    private static final String[] INSTANCES = {"instance_id", "InstanceId", "instance-id"};
    private static final String[] HOSTS = {"host", "hostname", "host.id", "host.name", "instance"};

    private KnownLabels() {}

    /**
     * The service: {@code service}, {@code service_name}, {@code service.name}, {@code app}, {@code app_kubernetes_io_name}, the
     * workload's name, the last part of {@code job} unless it is an exporter's.
     */
    static String service(Map<String, String> labels, Optional<Resource> resource) {
        String said = first(labels, "service", "service_name", "service.name", "app", "app_kubernetes_io_name");
        if (!said.isEmpty()) return said;
        if (resource.isPresent() && resource.get() instanceof Resource.KubernetesWorkload workload) {
            return workload.name();
        }
        String job = labels.getOrDefault("job", "");
        String last = job.substring(job.lastIndexOf('/') + 1);
        return EXPORTERS.contains(last) ? "" : last;
    }

    /** The environment: {@code environment}, {@code env}, {@code stage}, {@code deployment.environment} (and {@code .name}), the cluster. */
    static String environment(Map<String, String> labels) {
        String said =
                first(labels, "environment", "env", "stage", "deployment.environment.name", "deployment.environment");
        return said.isEmpty() ? first(labels, CLUSTERS) : said;
    }

    /**
     * What can be acted upon. Kubernetes: the namespace with a deployment, statefulset or daemonset, else with {@code workload} and
     * {@code workload_type} as kube-prometheus' rules name one, else the deployment or statefulset that a pod's name tells. {@code exported_…} goes first: Prometheus moves a target's own label there where the scrape
     * has one of the same name. Else an instance: {@code instance_id}, or a host whose name is an instance's id.
     */
    static Optional<Resource> resource(Map<String, String> labels) {
        String namespace = exported(labels, NAMESPACES);
        if (!namespace.isBlank()) {
            for (var kind : WORKLOADS.entrySet()) {
                String name = exported(labels, kind.getValue());
                if (!name.isBlank()) return workload(labels, namespace, kind.getKey(), name);
            }
            String kind = exported(labels, "workload_type").toLowerCase(Locale.ROOT);
            String named = exported(labels, "workload");
            if (WORKLOADS.containsKey(kind) && !named.isBlank()) return workload(labels, namespace, kind, named);
            String pod = exported(labels, PODS);
            Matcher deployment = POD_OF_DEPLOYMENT.matcher(pod);
            if (deployment.matches()) return workload(labels, namespace, "deployment", deployment.group("name"));
            Matcher statefulSet = POD_OF_STATEFULSET.matcher(pod);
            if (statefulSet.matches()) return workload(labels, namespace, "statefulset", statefulSet.group("name"));
        }
        return instance(labels);
    }

    private static Optional<Resource> workload(Map<String, String> labels, String namespace, String kind, String name) {
        return Optional.of(new Resource.KubernetesWorkload(first(labels, CLUSTERS), namespace, kind, name));
    }

    private static Optional<Resource> instance(Map<String, String> labels) {
        String id = first(labels, INSTANCES);
        for (String host : HOSTS) {
            String name = PORT.matcher(labels.getOrDefault(host, "")).replaceFirst("");
            if (id.isEmpty() && HOST_ID.matcher(name).matches()) id = name;
        }
        if (!Resource.ManagedInstance.isId(id)) return Optional.empty();
        return Optional.of(new Resource.ManagedInstance(
                id,
                first(labels, "region", "aws_region", "cloud.region"),
                first(labels, "account_id", "aws_account_id", "aws_account", "cloud.account.id")));
    }

    private static String exported(Map<String, String> labels, String... names) {
        String moved = labels.get("exported_" + names[0]);
        return moved != null && !moved.isBlank() ? moved : first(labels, names);
    }

    private static String first(Map<String, String> labels, String... names) {
        for (String name : names) {
            String value = labels.get(name);
            if (value != null && !value.isBlank()) return value;
        }
        return "";
    }
}
