package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action;
import dev.firstline.remediation.domain.ActionSpec;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.TargetForm;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a deployment's pods by new ones, as {@code kubectl rollout restart} does: by an annotation on the pod template. The patch
 * names the resourceVersion that was read before the intent was written, so that the API server takes it at most once, and only onto
 * what the guards have seen.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">Resource versions</a>
 */
@Singleton
public class KubernetesRolloutRestart implements Action {

    /** On the pod template: which intent has restarted it. */
    static final String INTENT = "firstline.dev/intent";

    /**
     * On the deployment: which intent was asked about, under which lease. It moves the resourceVersion, and is written only while
     * nothing can have hidden the intent: who reads it later knows that the intent was not done, and never will be.
     */
    static final String ASKED = "firstline.dev/asked";

    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    /** A call is a read, a patch and, after a conflict, another read. */
    private static final int REQUESTS_A_CALL = 3;

    /** How often a question is repeated while the deployment's status changes under it. */
    private static final int TOUCHES = 20;

    private final Deployments deployments;
    private final RestartPlan planning;
    private final KubernetesConfig config;

    @Inject
    public KubernetesRolloutRestart(Instance<KubernetesClient> configured, KubernetesConfig config) {
        this(configured.get().getConfiguration(), config);
    }

    /** Acts on the cluster of a client's configuration, through a client of its own that repeats nothing. */
    public KubernetesRolloutRestart(Config cluster, KubernetesConfig config) {
        this.deployments = new Deployments(new KubernetesClientBuilder()
                .withConfig(Deployments.withoutRepeats(cluster, config.timeout()))
                .build());
        this.planning = new RestartPlan(deployments, config);
        this.config = config;
    }

    @Override
    public String kind() {
        return "kubernetes.rollout-restart";
    }

    @Override
    public List<TargetForm> targets() {
        return RestartPlan.TARGETS;
    }

    @Override
    public Duration deadline() {
        return config.timeout().multipliedBy(REQUESTS_A_CALL);
    }

    @Override
    public Planned plan(ActionSpec spec, AlertFacts alert) {
        return planning.plan(kind(), spec, alert);
    }

    @Override
    public Called call(Plan plan, Intent intent, Budget budget) {
        String[] at = RestartPlan.namespaceAndName(plan);
        return switch (deployments.patch(at[0], at[1], restart(intent))) {
            case Deployments.Reply.Found found ->
                isRestartedBy(found.deployment(), intent)
                        ? started(found.deployment())
                        : new Called.Lost("the answer to the patch does not show it");
            case Deployments.Reply.Conflict conflict -> afterConflict(at, intent);
            case Deployments.Reply.Missing missing -> new Called.Refused("there is no such deployment any more");
            case Deployments.Reply.Refused refused -> new Called.Refused(refused.reason());
            case Deployments.Reply.Lost lost -> new Called.Lost(lost.reason());
        };
    }

    /** A conflict may be the echo of the same patch, sent twice by something in between: a look tells. */
    private Called afterConflict(String[] at, Intent intent) {
        return switch (deployments.get(at[0], at[1])) {
            case Deployments.Reply.Found found ->
                isRestartedBy(found.deployment(), intent)
                        ? started(found.deployment())
                        : new Called.Overtaken("the deployment has changed since it was read (409)");
            case Deployments.Reply.Missing missing -> new Called.Refused("there is no such deployment any more");
            default -> new Called.Lost("the patch met a conflict, and the deployment could not be read again");
        };
    }

    private static Called started(Deployment deployment) {
        return new Called.Started(
                Long.toString(deployment.getMetadata().getGeneration()),
                "the pod template is patched, generation "
                        + deployment.getMetadata().getGeneration());
    }

    @Override
    public Settled settle(Plan plan, Intent intent) {
        String[] at = RestartPlan.namespaceAndName(plan);
        for (int touch = 0; touch < TOUCHES; touch++) {
            Deployments.Reply read = deployments.get(at[0], at[1]);
            if (!(read instanceof Deployments.Reply.Found found)) return unread(read);
            if (isRestartedBy(found.deployment(), intent)) return settled(found.deployment());
            Optional<String> doubt = doubt(found.deployment(), intent);
            if (doubt.isPresent()) return new Settled.Unknown(doubt.get());
            Deployments.Reply touched = deployments.patch(
                    at[0], at[1], touch(intent, found.deployment().getMetadata().getResourceVersion()));
            if (touched instanceof Deployments.Reply.Conflict) continue;
            if (!(touched instanceof Deployments.Reply.Found answer)) return unread(touched);
            return isRestartedBy(answer.deployment(), intent)
                    ? settled(answer.deployment())
                    : new Settled.NotDone(
                            "the deployment does not bear the intent, and its resourceVersion has moved on: a late patch is refused");
        }
        return new Settled.Later("the deployment changes faster than it can be asked");
    }

    /** Why a deployment that does not bear the intent may have been restarted by it all the same; empty where it can't. */
    private static Optional<String> doubt(Deployment deployment, Intent intent) {
        String asked = annotation(deployment.getMetadata(), ASKED);
        if (asked.startsWith(intent.id() + "/")) return Optional.empty();
        return Fence.parse(intent.fence())
                .changedSince(deployment)
                .map(changed -> "the deployment does not bear the intent, but " + changed
                        + ": it may have been restarted before that");
    }

    private static Settled settled(Deployment deployment) {
        return new Settled.Started(
                Long.toString(deployment.getMetadata().getGeneration()),
                "the pod template bears the intent: it was restarted");
    }

    private static Settled unread(Deployments.Reply reply) {
        return switch (reply) {
            case Deployments.Reply.Missing missing ->
                new Settled.Unknown(
                        "there is no such deployment any more; it may have been restarted before it was deleted");
            case Deployments.Reply.Refused refused -> new Settled.Later(refused.reason());
            case Deployments.Reply.Lost lost -> new Settled.Later(lost.reason());
            default -> new Settled.Later("the deployment could not be read");
        };
    }

    @Override
    public Watched watch(Plan plan, Intent intent) {
        String[] at = RestartPlan.namespaceAndName(plan);
        return switch (deployments.get(at[0], at[1])) {
            case Deployments.Reply.Found found ->
                isRestartedBy(found.deployment(), intent)
                        ? Rollout.of(found.deployment())
                        : new Watched.Failed("somebody else has changed the pod template during the rollout");
            case Deployments.Reply.Missing missing ->
                new Watched.Failed("the deployment was deleted during the rollout");
            case Deployments.Reply.Refused refused -> new Watched.Later(refused.reason());
            case Deployments.Reply.Lost lost -> new Watched.Later(lost.reason());
            case Deployments.Reply.Conflict conflict -> new Watched.Later("conflict");
        };
    }

    private static boolean isRestartedBy(Deployment deployment, Intent intent) {
        return annotation(deployment.getSpec().getTemplate().getMetadata(), INTENT)
                .equals(intent.id().toString());
    }

    private static String annotation(ObjectMeta metadata, String name) {
        if (metadata == null || metadata.getAnnotations() == null) return "";
        return metadata.getAnnotations().getOrDefault(name, "");
    }

    private static String restart(Intent intent) {
        JsonObject annotations = new JsonObject()
                .put(INTENT, intent.id().toString())
                .put(RESTARTED_AT, intent.createdTime().toString());
        return new JsonObject()
                .put(
                        "metadata",
                        new JsonObject()
                                .put(
                                        "resourceVersion",
                                        Fence.parse(intent.fence()).resourceVersion()))
                .put(
                        "spec",
                        new JsonObject()
                                .put(
                                        "template",
                                        new JsonObject()
                                                .put("metadata", new JsonObject().put("annotations", annotations))))
                .encode();
    }

    private static String touch(Intent intent, String resourceVersion) {
        String asked = intent.id() + "/" + intent.leaseNumber();
        return new JsonObject()
                .put(
                        "metadata",
                        new JsonObject()
                                .put("resourceVersion", resourceVersion)
                                .put("annotations", new JsonObject().put(ASKED, asked)))
                .encode();
    }
}
