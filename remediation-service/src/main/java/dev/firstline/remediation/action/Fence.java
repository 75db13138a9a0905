package dev.firstline.remediation.action;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Objects;
import java.util.Optional;

/**
 * What a deployment was when the intent was written, as one text in the intent.
 *
 * @param resourceVersion moves with every write, status included: the patch carries it
 * @param generation moves with every change of what is wanted, annotations included, and stays while only the status changes
 * @param uid another one where somebody has deleted the deployment and made it anew
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/apps/deployment/strategy.go">The API server's
 *     strategy for deployments</a>
 */
record Fence(String resourceVersion, long generation, String uid) {

    static Fence of(Deployment deployment) {
        ObjectMeta metadata = deployment.getMetadata();
        Long generation = metadata.getGeneration();
        return new Fence(
                metadata.getResourceVersion(),
                generation == null ? 0 : generation,
                Objects.requireNonNullElse(metadata.getUid(), ""));
    }

    static Fence parse(String text) {
        String[] parts = text.split("/", 3);
        return new Fence(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    String text() {
        return resourceVersion + "/" + generation + "/" + uid;
    }

    /** What has happened to the deployment that could hide a restart; empty where nothing has. */
    Optional<String> changedSince(Deployment now) {
        Fence other = of(now);
        if (!uid.equals(other.uid)) return Optional.of("has been made anew since the intent");
        if (generation == other.generation) return Optional.empty();
        return Optional.of(
                "has been changed since the intent (generation " + generation + ", now " + other.generation + ")");
    }
}
