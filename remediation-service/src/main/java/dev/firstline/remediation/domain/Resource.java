package dev.firstline.remediation.domain;

import java.util.Map;

/** Something that first aid can act upon, as the alert names it. */
public sealed interface Resource {

    /**
     * A workload in Kubernetes.
     *
     * @param cluster as the source names it; empty where it doesn't say
     * @param kind in lower case: deployment, statefulset, daemonset
     */
    record Workload(String cluster, String namespace, String kind, String name) implements Resource {

        @Override
        public Map<String, String> values() {
            return Map.of(
                    "alert.resource", namespace + "/" + kind + "/" + name,
                    "alert.resource.cluster", cluster,
                    "alert.resource.namespace", namespace,
                    "alert.resource.kind", kind,
                    "alert.resource.name", name);
        }
    }

    /**
     * An EC2 instance, or a machine that Systems Manager manages.
     *
     * @param id i-… or mi-…
     * @param region empty where the source doesn't say
     * @param account empty where the source doesn't say
     */
    record Instance(String id, String region, String account) implements Resource {

        @Override
        public Map<String, String> values() {
            return Map.of(
                    "alert.resource", id,
                    "alert.resource.id", id,
                    "alert.resource.region", region,
                    "alert.resource.account", account);
        }
    }

    /** What placeholders of a runbook can name of it. */
    Map<String, String> values();
}
