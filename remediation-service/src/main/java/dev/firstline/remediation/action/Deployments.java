package dev.firstline.remediation.action;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;

/**
 * Asks the API server about deployments. Every answer is a value. Nothing is ever repeated here: a repeat of a patch whose answer
 * was lost would be told that it comes too late, and look as if it had never been done.
 */
final class Deployments {

    /** What the API server answered. */
    sealed interface Reply {

        /** This is how it stands now. */
        record Found(Deployment deployment) implements Reply {}

        /** The deployment has changed since the resourceVersion that was named (409). */
        record Conflict() implements Reply {}

        /** There is no such deployment (404). */
        record Missing() implements Reply {}

        /** Refused for good (other 4xx): nothing has happened. */
        record Refused(String reason) implements Reply {}

        /** No answer, or one that leaves open what has happened. */
        record Lost(String reason) implements Reply {}
    }

    private final KubernetesClient client;

    Deployments(KubernetesClient client) {
        this.client = client;
    }

    /** A client's configuration without repeats, and with a bound for every answer. */
    static Config withoutRepeats(Config config, Duration timeout) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) timeout.toMillis())
                .withConnectionTimeout((int) Math.min(timeout.toMillis(), 3000))
                .build();
    }

    Reply get(String namespace, String name) {
        try {
            Deployment found = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            return found == null ? new Reply.Missing() : new Reply.Found(found);
        } catch (KubernetesClientException failure) {
            return of(failure);
        }
    }

    /** Sends a JSON merge patch (RFC 7386). */
    Reply patch(String namespace, String name, String patch) {
        try {
            Deployment patched = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
            return patched == null ? new Reply.Missing() : new Reply.Found(patched);
        } catch (KubernetesClientException failure) {
            return of(failure);
        }
    }

    /** A pod template as one text: the same for the same template. */
    String asText(Object model) {
        return client.getKubernetesSerialization().asJson(model);
    }

    private static Reply of(KubernetesClientException failure) {
        int code = failure.getCode();
        if (code == 409) return new Reply.Conflict();
        if (code == 404) return new Reply.Missing();
        String reason = (code <= 0 ? "no answer" : "HTTP " + code) + ": " + shortly(failure);
        // 408 and 429 may pass; 5xx may hide a patch that was written.
        if (code >= 400 && code < 500 && code != 408 && code != 429) return new Reply.Refused(reason);
        return new Reply.Lost(reason);
    }

    private static String shortly(KubernetesClientException failure) {
        if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
            return failure.getStatus().getMessage();
        }
        return failure.getCause() == null
                ? failure.getMessage()
                : failure.getCause().toString();
    }
}
