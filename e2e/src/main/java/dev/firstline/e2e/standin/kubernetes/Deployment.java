package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A deployment and the controller that follows it. What the controller would have done by now happens when somebody looks.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status">Kubernetes: a deployment's
 *     status</a>
 */
final class Deployment {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final int PROGRESS_DEADLINE_SECONDS = 600;
    private final LongSupplier versions;
    // Sorted by time; what is due at the same time in the order of its adding.
    private final List<Step> due = new ArrayList<>();
    private ObjectNode object;
    private boolean stalls;
    private int rollouts;

    /** Something that the controller does at a time. */
    private record Step(Instant at, Runnable work) {}

    Deployment(String namespace, String name, int replicas, LongSupplier versions, Instant now) {
        this.versions = versions;
        this.object = Json.object().put("apiVersion", "apps/v1").put("kind", "Deployment");
        ObjectNode metadata = object.putObject("metadata").put("name", name).put("namespace", namespace);
        metadata.put("uid", UUID.randomUUID().toString()).put("generation", 1);
        metadata.put("creationTimestamp", seconds(now));
        metadata.putObject("labels").put("app", name);
        metadata.putObject("annotations").put(REVISION, "1");
        ObjectNode spec = object.putObject("spec").put("replicas", replicas);
        spec.put("progressDeadlineSeconds", PROGRESS_DEADLINE_SECONDS);
        spec.putObject("selector").putObject("matchLabels").put("app", name);
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", name);
        ObjectNode container = template.putObject("spec").putArray("containers").addObject();
        container.put("name", name).put("image", "registry.example/" + name + ":1");
        status(new Counts(replicas, replicas, replicas, replicas), "NewReplicaSetAvailable", now);
    }

    void stall(boolean forEver) {
        stalls = forEver;
    }

    int rollouts() {
        return rollouts;
    }

    /** As it stands. */
    ObjectNode read() {
        return object.deepCopy();
    }

    /** Does what has come due. */
    void settle(Instant now) {
        while (!due.isEmpty() && !due.getFirst().at().isAfter(now))
            due.removeFirst().work().run();
    }

    /**
     * Takes a changed object in.
     *
     * @param wanted what it is to be; its status, identity and generation are not the caller's to change
     * @param takes how long a rollout takes that this begins
     * @return whether the pods are to be replaced
     */
    boolean accept(ObjectNode wanted, Duration takes, Instant now) {
        ObjectNode next = owned(wanted);
        if (next.equals(object)) return false;
        boolean spec = !next.path("spec").equals(object.path("spec"));
        boolean template = !next.at("/spec/template").equals(object.at("/spec/template"));
        boolean annotations = !next.at("/metadata/annotations").equals(object.at("/metadata/annotations"));
        object = next;
        touch();
        if (spec || annotations) generation();
        if (spec) rollOut(takes, now, template);
        else if (annotations) add(new Step(now.plusMillis(20), this::observe));
        return template;
    }

    /** What {@link #accept} would make of it, for {@code dryRun=All}. */
    ObjectNode owned(ObjectNode wanted) {
        ObjectNode next = wanted.deepCopy();
        next.set("status", object.path("status"));
        ObjectNode metadata = next.withObject("/metadata");
        for (String fixed : List.of("name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp")) {
            metadata.set(fixed, object.path("metadata").path(fixed));
        }
        return next;
    }

    private void rollOut(Duration takes, Instant now, boolean template) {
        due.clear();
        int replicas = object.at("/spec/replicas").asInt(1);
        add(new Step(now.plus(takes.dividedBy(10)), () -> {
            if (template) revise();
            observe();
        }));
        int surge = template ? 1 : 0;
        for (int i = 0; i < replicas; i++) {
            Instant at = now.plus(takes.multipliedBy(i * 9L + replicas).dividedBy(replicas * 10L));
            Counts counts = new Counts(replicas + surge, i + 1, replicas, replicas);
            add(new Step(at, () -> status(counts, "ReplicaSetUpdated", at)));
            if (stalls) break;
        }
        add(stalls ? deadline(replicas, now) : done(replicas, template, now.plus(takes)));
    }

    private void add(Step step) {
        due.add(step);
        due.sort(Comparator.comparing(Step::at));
    }

    private Step done(int replicas, boolean template, Instant at) {
        return new Step(at, () -> {
            status(new Counts(replicas, replicas, replicas, replicas), "NewReplicaSetAvailable", at);
            if (template) rollouts++;
        });
    }

    private Step deadline(int replicas, Instant now) {
        Instant at = now.plusSeconds(object.at("/spec/progressDeadlineSeconds").asInt(PROGRESS_DEADLINE_SECONDS));
        return new Step(
                at, () -> status(new Counts(replicas + 1, 1, replicas, replicas), "ProgressDeadlineExceeded", at));
    }

    /** The controller notes each new revision on the deployment, which moves its generation once more. */
    private void revise() {
        ObjectNode annotations = object.withObject("/metadata/annotations");
        annotations.put(REVISION, Integer.toString(annotations.path(REVISION).asInt() + 1));
        generation();
    }

    private void observe() {
        object.withObject("/status").set("observedGeneration", object.at("/metadata/generation"));
        touch();
    }

    private void generation() {
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("generation", metadata.path("generation").asLong() + 1);
    }

    private void touch() {
        object.withObject("/metadata").put("resourceVersion", Long.toString(versions.getAsLong()));
    }

    /** How many pods there are, have the new template, are ready, are available. */
    private record Counts(int replicas, int updated, int ready, int available) {}

    private void status(Counts counts, String progress, Instant at) {
        ObjectNode status = object.putObject("status");
        status.set("observedGeneration", object.at("/metadata/generation"));
        status.put("replicas", counts.replicas()).put("updatedReplicas", counts.updated());
        status.put("readyReplicas", counts.ready()).put("availableReplicas", counts.available());
        if (counts.replicas() > counts.available()) {
            status.put("unavailableReplicas", counts.replicas() - counts.available());
        }
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "Available", true, "MinimumReplicasAvailable", at);
        condition(conditions, "Progressing", !progress.equals("ProgressDeadlineExceeded"), progress, at);
        touch();
    }

    private static void condition(ArrayNode list, String type, boolean holds, String reason, Instant at) {
        ObjectNode condition = list.addObject().put("type", type).put("status", holds ? "True" : "False");
        condition.put("reason", reason).put("message", reason);
        condition.put("lastUpdateTime", seconds(at)).put("lastTransitionTime", seconds(at));
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }
}
