package dev.firstline.triage.domain;

/** Something that first aid can act upon. */
public sealed interface Resource {

    /** A workload in Kubernetes; the kind in lower case ("deployment"), the cluster may be empty. */
    record Workload(String cluster, String namespace, String kind, String name) implements Resource {}

    /** A machine that Systems Manager manages ("i-…", "mi-…"); region and account may be empty. */
    record Instance(String id, String region, String account) implements Resource {}
}
