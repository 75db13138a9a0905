package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.util.Map;

/**
 * Merge patches: RFC 7386's, where a list replaces a list, and Kubernetes' strategic one, where a deployment's lists of things merge by
 * what names them.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Kubernetes: update API
 *     objects in place using kubectl patch</a>
 */
final class StrategicMerge {
    private static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "imagePullSecrets", "name",
            "ports", "containerPort",
            "volumeMounts", "mountPath",
            "conditions", "type");
    private final boolean strategic;

    private StrategicMerge(boolean strategic) {
        this.strategic = strategic;
    }

    /** RFC 7386. */
    static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        return new StrategicMerge(false).merged(target, patch);
    }

    /** Kubernetes' own. */
    static ObjectNode strategic(ObjectNode target, ObjectNode patch) {
        return new StrategicMerge(true).merged(target, patch);
    }

    private ObjectNode merged(ObjectNode target, ObjectNode patch) {
        if (strategic && patch.path("$patch").asText().equals("replace")) return without(patch);
        ObjectNode result = target.deepCopy();
        for (var field : patch.properties()) {
            if (field.getKey().startsWith("$")) continue;
            if (field.getValue().isNull()) result.remove(field.getKey());
            else result.set(field.getKey(), value(field.getKey(), result.get(field.getKey()), field.getValue()));
        }
        return result;
    }

    private JsonNode value(String field, JsonNode before, JsonNode patch) {
        if (patch instanceof ObjectNode object) {
            return merged(before instanceof ObjectNode existing ? existing : Json.object(), object);
        }
        boolean byKey = strategic && KEYS.containsKey(field) && before instanceof ArrayNode && patch.isArray();
        return byKey ? list(KEYS.get(field), (ArrayNode) before, (ArrayNode) patch) : patch.deepCopy();
    }

    private ArrayNode list(String key, ArrayNode before, ArrayNode patch) {
        ArrayNode result = before.deepCopy();
        for (JsonNode element : patch) {
            int index = index(result, key, element.path(key));
            if (element.path("$patch").asText().equals("delete")) {
                if (index >= 0) result.remove(index);
            } else if (index >= 0) {
                result.set(index, merged((ObjectNode) result.get(index), (ObjectNode) element));
            } else {
                result.add(merged(Json.object(), (ObjectNode) element));
            }
        }
        return result;
    }

    private static int index(ArrayNode list, String key, JsonNode name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(name)) return i;
        }
        return -1;
    }

    private static ObjectNode without(ObjectNode patch) {
        ObjectNode plain = patch.deepCopy();
        plain.remove("$patch");
        return plain;
    }
}
