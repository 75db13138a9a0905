package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Resource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownLabelsTest {

    private static Optional<Resource> ofPod(String pod) {
        return KnownLabels.resource(Map.of("namespace", "ns", "pod", pod));
    }

    @ParameterizedTest
    @CsvSource({
        "checkout-7d9f8b6c4-x2x1z, checkout",
        "payment-api-5c6b8d7f9d-abcde, ",
        "payment-api-5c6b8d7f9d-zx2bk, payment-api",
        "web-69b4c5d89-00001, web",
        "payment-gateway-proxy, ",
        "node-agent-x7k2p, ",
        "backup-28912345-x7k2p, ",
        "x, "
    })
    void aPodTellsItsDeploymentOnlyWhereNoWordCanPassForAHash(String pod, String deployment) {
        assertThat(ofPod(pod))
                .isEqualTo(Optional.ofNullable(deployment)
                        .map(name -> new Resource.KubernetesWorkload("", "ns", "deployment", name)));
    }

    @ParameterizedTest
    @CsvSource({"redis-0, redis", "kafka-broker-12, kafka-broker", "web-00, ", "redis-, ", "0, "})
    void aPodWithAnOrdinalBelongsToAStatefulSet(String pod, String statefulSet) {
        assertThat(ofPod(pod))
                .isEqualTo(Optional.ofNullable(statefulSet)
                        .map(name -> new Resource.KubernetesWorkload("", "ns", "statefulset", name)));
    }

    @Test
    void otherToolsNamesForTheSameAreKnown() {
        assertThat(KnownLabels.resource(
                        Map.of("kube_namespace", "shop", "kube_stateful_set", "db", "kube_cluster_name", "eu1")))
                .contains(new Resource.KubernetesWorkload("eu1", "shop", "statefulset", "db"));
        assertThat(KnownLabels.resource(Map.of(
                        "namespace_name", "shop", "pod_name", "checkout-7d9f8b6c4-x2x1z", "cluster_name", "eu1")))
                .contains(new Resource.KubernetesWorkload("eu1", "shop", "deployment", "checkout"));
    }

    @Test
    void aHostMayBeAnInstanceByItsName() {
        assertThat(KnownLabels.resource(Map.of("host", "i-0123456789abcdef0", "region", "eu-west-1")))
                .contains(new Resource.ManagedInstance("i-0123456789abcdef0", "eu-west-1", ""));
        assertThat(KnownLabels.resource(Map.of("host", "i-frontend"))).isEmpty();
    }

    @Test
    void whatPrometheusScrapesByAnInstancesIdIsThatInstance() {
        assertThat(KnownLabels.resource(Map.of("instance", "i-0123456789abcdef0:9100")))
                .contains(new Resource.ManagedInstance("i-0123456789abcdef0", "", ""));
        assertThat(KnownLabels.resource(Map.of("instance", "10.0.0.7:9100"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deployment, deployment", "StatefulSet, statefulset", "daemonset, daemonset", "job, ", "'', "})
    void kubePrometheusNamesAWorkloadAndItsType(String type, String kind) {
        assertThat(KnownLabels.resource(Map.of("namespace", "shop", "workload", "cart", "workload_type", type)))
                .isEqualTo(Optional.ofNullable(kind)
                        .map(known -> new Resource.KubernetesWorkload("", "shop", known, "cart")));
    }

    @Test
    void aNamedWorkloadGoesBeforeThePod() {
        assertThat(KnownLabels.resource(
                        Map.of("namespace", "ns", "statefulset", "db", "pod", "web-69b4c5d89-x7k2p", "cluster", "c")))
                .contains(new Resource.KubernetesWorkload("c", "ns", "statefulset", "db"));
    }

    @Test
    void labelsThatPrometheusMovedAsideGoFirst() {
        assertThat(KnownLabels.resource(Map.of(
                        "namespace", "monitoring",
                        "exported_namespace", "shop",
                        "deployment", "web")))
                .contains(new Resource.KubernetesWorkload("", "shop", "deployment", "web"));
    }

    @Test
    void withoutNamespaceThereIsNoWorkload() {
        assertThat(KnownLabels.resource(Map.of("deployment", "web"))).isEmpty();
    }

    @Test
    void anInstanceIsKnownByItsId() {
        assertThat(KnownLabels.resource(Map.of("instance_id", "i-0123456789abcdef0", "region", "eu-west-1")))
                .contains(new Resource.ManagedInstance("i-0123456789abcdef0", "eu-west-1", ""));
        assertThat(KnownLabels.resource(Map.of("instance_id", "web-1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "service, checkout, checkout",
        "app, web, web",
        "job, payments/api, api",
        "job, kube-state-metrics, ''",
        "job, monitoring/node-exporter, ''",
        "instance, x, ''"
    })
    void theServiceComesFromTheFirstLabelThatSaysOne(String label, String value, String service) {
        assertThat(KnownLabels.service(Map.of(label, value), Optional.empty())).isEqualTo(service);
    }

    @Test
    void theWorkloadGoesBeforeTheJob() {
        Resource workload = new Resource.KubernetesWorkload("", "ns", "deployment", "checkout");
        assertThat(KnownLabels.service(Map.of("job", "dead"), Optional.of(workload)))
                .isEqualTo("checkout");
    }
}
