package dev.firstline.remediation.api;

import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.KubernetesWorkload;
import dev.firstline.proto.common.v1.ManagedInstance;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.remediation.domain.AlertFacts;
import dev.firstline.remediation.domain.Resource;
import java.util.Optional;

/** Reads the contract's alert. */
final class AlertProtos {

    private AlertProtos() {}

    static AlertFacts facts(ReceiveExecutionRequestRequest request) {
        Alert alert = request.getAlert();
        return new AlertFacts(
                alert.getSource(),
                alert.getFingerprint(),
                alert.getTitle(),
                alert.getDescription(),
                word(alert.getSeverity().name(), "SEVERITY_"),
                word(alert.getImpact().name(), "IMPACT_"),
                request.getService(),
                request.getTeam(),
                alert.getEnvironment(),
                alert.getLabelsMap(),
                resource(alert));
    }

    private static String word(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : "UNSPECIFIED";
    }

    private static Optional<Resource> resource(Alert alert) {
        if (!alert.hasResource()) return Optional.empty();
        return switch (alert.getResource().getKindCase()) {
            case KUBERNETES -> Optional.of(workload(alert.getResource().getKubernetes()));
            case INSTANCE -> Optional.of(instance(alert.getResource().getInstance()));
            case KIND_NOT_SET -> Optional.empty();
        };
    }

    private static Resource workload(KubernetesWorkload workload) {
        return new Resource.Workload(
                workload.getCluster(), workload.getNamespace(), workload.getKind(), workload.getName());
    }

    private static Resource instance(ManagedInstance instance) {
        return new Resource.Instance(instance.getId(), instance.getRegion(), instance.getAccount());
    }
}
