package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action.Planned;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Resource;
import dev.firstline.remediation.domain.TargetForm;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a restart would be: of which deployment, running what. */
final class RestartPlan {

    private static final String PREFIX = "kubernetes:";

    /**
     * What the API server takes for a namespace and for a name.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object names and ids</a>
     */
    static final List<TargetForm> TARGETS = List.of(TargetForm.of(
            PREFIX + "<namespace>/deployment/<name>",
            PREFIX + "[a-z0-9]([-a-z0-9]*[a-z0-9])?/deployment/[a-z0-9]([-.a-z0-9]*[a-z0-9])?"));

    private static final String UNDO =
            "nothing to undo: the new pods run what the old ones ran; the old ones can't be brought back";

    private final Deployments deployments;
    private final KubernetesConfig config;

    RestartPlan(Deployments deployments, KubernetesConfig config) {
        this.deployments = deployments;
        this.config = config;
    }

    private record Name(String namespace, String name) {}

    Planned plan(String kind, ActionSpec spec, AlertFacts alert) {
        Optional<String> obstacle = obstacle(spec, alert);
        if (obstacle.isPresent()) return new Planned.Refused(obstacle.get());
        Name at = name(spec, alert);
        return switch (deployments.get(at.namespace(), at.name())) {
            case Deployments.Reply.Found found -> plan(kind, at, found.deployment());
            case Deployments.Reply.Missing missing ->
                new Planned.Refused("there is no deployment " + at.name() + " in namespace " + at.namespace());
            case Deployments.Reply.Refused refused -> new Planned.Refused(refused.reason());
            case Deployments.Reply.Lost lost -> new Planned.Later(lost.reason());
            case Deployments.Reply.Conflict conflict -> new Planned.Later("conflict");
        };
    }

    private Optional<String> obstacle(ActionSpec spec, AlertFacts alert) {
        if (!spec.isOnAlertsResource()) return Optional.empty();
        if (!(alert.resource().orElse(null) instanceof Resource.Workload workload)) {
            return Optional.of("the alert names no workload in Kubernetes");
        }
        if (!workload.kind().equals("deployment")) {
            return Optional.of("the alert names a " + workload.kind() + "; only deployments are restarted");
        }
        String own = config.cluster().orElse("");
        if (!workload.cluster().isEmpty() && !workload.cluster().equals(own)) {
            return Optional.of("the alert is about cluster '" + workload.cluster() + "', and this service acts on "
                    + (own.isEmpty() ? "one whose name is not configured" : "'" + own + "'"));
        }
        return Optional.empty();
    }

    private static Name name(ActionSpec spec, AlertFacts alert) {
        if (!spec.isOnAlertsResource()) {
            return new Name(spec.target().get("namespace"), spec.target().get("deployment"));
        }
        Resource.Workload workload = (Resource.Workload) alert.resource().orElseThrow();
        return new Name(workload.namespace(), workload.name());
    }

    private Planned plan(String kind, Name at, Deployment deployment) {
        if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            return new Planned.Refused("the deployment is paused: a restart would not begin");
        }
        if (Rollout.wanted(deployment) == 0) {
            return new Planned.Refused("the deployment is scaled to 0: there is nothing to restart");
        }
        var template = deployment.getSpec().getTemplate();
        String images = template.getSpec().getContainers().stream()
                .map(Container::getImage)
                .collect(Collectors.joining(", "));
        // The template is part of what a person says yes to: after a release in between it would be another restart.
        Map<String, String> parameters = Map.of(
                "images",
                images == null ? "" : images,
                "template",
                sha256(deployments.asText(template)).substring(0, 16));
        String target = PREFIX + at.namespace() + "/deployment/" + at.name();
        return new Planned.Ready(
                new Plan(kind, target, parameters, UNDO), Fence.of(deployment).text());
    }

    /** What a plan's target says. */
    static String[] namespaceAndName(Plan plan) {
        String[] parts = plan.target().substring(PREFIX.length()).split("/", 3);
        return new String[] {parts[0], parts[2]};
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
