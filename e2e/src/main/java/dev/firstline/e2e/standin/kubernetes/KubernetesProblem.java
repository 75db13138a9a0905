package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import dev.firstline.e2e.standin.Reply;
import java.util.Map;

/**
 * A {@code Status} object that says no; thrown by whoever finds out.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/">Kubernetes: Status</a>
 */
final class KubernetesProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Map<String, Integer> CODES = Map.of(
            "BadRequest", 400,
            "Unauthorized", 401,
            "Forbidden", 403,
            "NotFound", 404,
            "MethodNotAllowed", 405,
            "Conflict", 409,
            "UnsupportedMediaType", 415,
            "Invalid", 422,
            "TooManyRequests", 429,
            "InternalError", 500);
    private final String reason;
    private final String name;

    private KubernetesProblem(String reason, String name, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.name = name;
    }

    static KubernetesProblem of(String reason, String message) {
        return new KubernetesProblem(reason, "", message);
    }

    static KubernetesProblem notFound(String name) {
        return new KubernetesProblem("NotFound", name, "deployments.apps \"" + name + "\" not found");
    }

    static KubernetesProblem conflict(String name) {
        return new KubernetesProblem(
                "Conflict",
                name,
                "Operation cannot be fulfilled on deployments.apps \"" + name + "\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    static KubernetesProblem forbidden(String verb, String namespace, String name) {
        return new KubernetesProblem(
                "Forbidden",
                name,
                "deployments.apps \"" + name
                        + "\" is forbidden: User \"system:serviceaccount:firstline:firstline\" cannot "
                        + verb + " resource \"deployments\" in API group \"apps\" in the namespace \"" + namespace
                        + "\"");
    }

    Reply reply() {
        int code = CODES.getOrDefault(reason, 500);
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        ObjectNode details = status.putObject("details");
        if (!name.isEmpty()) details.put("name", name).put("group", "apps").put("kind", "deployments");
        return Reply.json(code, "application/json", status.put("code", code));
    }
}
