package dev.firstline.e2e.standin.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.standin.Json;
import java.time.Duration;

/**
 * What {@code /_control} may configure: {@code {"deployment": {"namespace", "name", "replicas"}}},
 * {@code {"stall": {"namespace", "name", "stalls": true}}}, {@code {"forbid": "namespace"}}, {@code {"token": "…"}},
 * {@code {"rollout_ms": 1000}}.
 */
final class KubernetesSetting {
    private KubernetesSetting() {}

    static void apply(ObjectNode setting, KubernetesCluster cluster) {
        if (setting.get("deployment") instanceof ObjectNode deployment) {
            int replicas = deployment.path("replicas").asInt(3);
            cluster.deploy(required(deployment, "namespace"), required(deployment, "name"), replicas);
        } else if (setting.get("stall") instanceof ObjectNode stall) {
            cluster.find(required(stall, "namespace"), required(stall, "name"))
                    .orElseThrow(() -> new IllegalArgumentException("no such deployment"))
                    .stall(stall.path("stalls").asBoolean(true));
        } else if (setting.has("forbid")) {
            cluster.forbid(required(setting, "forbid"));
        } else if (setting.has("token")) {
            cluster.token(required(setting, "token"));
        } else if (setting.has("rollout_ms")) {
            cluster.rolloutTakes(Duration.ofMillis(setting.path("rollout_ms").asLong()));
        } else {
            throw new IllegalArgumentException("one of deployment, stall, forbid, token, rollout_ms is needed");
        }
    }

    private static String required(ObjectNode object, String field) {
        return Json.text(object, field).orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
    }
}
