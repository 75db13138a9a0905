package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action.Watched;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;

/**
 * How far a rollout has come, as {@code kubectl rollout status} reads it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status">Deployment status</a>
 */
final class Rollout {

    private Rollout() {}

    static Watched of(Deployment deployment) {
        DeploymentStatus status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        long generation = number(deployment.getMetadata().getGeneration());
        if (number(status.getObservedGeneration()) < generation) {
            return new Watched.Running("the controller has not yet seen generation " + generation);
        }
        DeploymentCondition progressing = condition(status, "Progressing");
        if (progressing != null && "ProgressDeadlineExceeded".equals(progressing.getReason())) {
            return new Watched.Failed(
                    "the rollout can't finish: " + progressing.getMessage() + " (" + counts(deployment, status) + ")");
        }
        long wanted = wanted(deployment);
        long updated = number(status.getUpdatedReplicas());
        boolean done = updated >= wanted
                && number(status.getReplicas()) <= updated
                && number(status.getAvailableReplicas()) >= updated;
        return done
                ? new Watched.Succeeded("the rollout is through: " + counts(deployment, status))
                : new Watched.Running("rolling out: " + counts(deployment, status));
    }

    /** Kubernetes' default where the field is left out is 1. */
    static long wanted(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    private static String counts(Deployment deployment, DeploymentStatus status) {
        return "of " + wanted(deployment) + " replicas " + number(status.getUpdatedReplicas()) + " updated, "
                + number(status.getAvailableReplicas()) + " available, " + number(status.getReplicas()) + " in all";
    }

    private static DeploymentCondition condition(DeploymentStatus status, String type) {
        if (status.getConditions() == null) return null;
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }

    private static long number(Number number) {
        return number == null ? 0 : number.longValue();
    }
}
