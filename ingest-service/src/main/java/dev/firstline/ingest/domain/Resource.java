package dev.firstline.ingest.domain;

import java.util.regex.Pattern;

/** Something that first aid can act upon. */
public sealed interface Resource {

    /**
     * A workload in Kubernetes.
     *
     * @param cluster as the source names it; empty where it doesn't say
     * @param namespace its namespace
     * @param kind in lower case: deployment, statefulset, daemonset
     * @param name the object's name
     */
    record KubernetesWorkload(String cluster, String namespace, String kind, String name) implements Resource {
        public KubernetesWorkload {
            if (namespace.isBlank() || kind.isBlank() || name.isBlank()) {
                throw new IllegalArgumentException("a workload has a namespace, a kind and a name");
            }
        }
    }

    /**
     * An EC2 instance, or a machine that Systems Manager manages.
     *
     * @param id i-… or mi-…; see {@link #isId}
     * @param region the AWS region; empty where the source doesn't say
     * @param account the AWS account's number; empty where the source doesn't say
     */
    record ManagedInstance(String id, String region, String account) implements Resource {

        /** {@code InstanceId} of https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html */
        private static final Pattern ID = Pattern.compile("(i-(\\w{8}|\\w{17}))|(mi-\\w{17})");

        public ManagedInstance {
            if (!isId(id)) throw new IllegalArgumentException("not an instance's id: " + id);
        }

        /** Whether a text is an instance's id. */
        public static boolean isId(String text) {
            return ID.matcher(text).matches();
        }
    }
}
