package dev.firstline.remediation.loop;

import dev.firstline.platform.testing.FakeClock;
import dev.firstline.remediation.action.KubernetesConfig;
import dev.firstline.remediation.action.SsmConfig;
import dev.firstline.remediation.step.ConnectorsConfig;
import dev.firstline.remediation.testing.FakeCluster;
import dev.firstline.remediation.testing.FakeKubernetes;
import dev.firstline.remediation.testing.FakePrometheus;
import dev.firstline.remediation.testing.FakeSsm;
import dev.firstline.remediation.testing.SsmSettings;
import dev.firstline.remediation.testing.TestDatabase;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What is around the processes of a test: a cluster, a Prometheus, Systems Manager, and time. */
final class World implements AutoCloseable {

    final FakeKubernetes kubernetes = new FakeKubernetes();
    final FakeCluster cluster = kubernetes.cluster();
    final FakePrometheus prometheus = new FakePrometheus();
    final FakeSsm ssm = new FakeSsm();
    final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T10:00:00Z"));

    private final List<Pool> pools = new ArrayList<>();
    private int credentialFailures;

    /** The way of one process to the database; given back at the end. */
    Pool pool() {
        Pool pool = TestDatabase.get().pool();
        pools.add(pool);
        return pool;
    }

    /** The next looks for credentials find none. */
    void losesCredentials(int looks) {
        credentialFailures = looks;
    }

    AwsCredentials credentials() {
        if (credentialFailures-- > 0) {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        }
        return AwsBasicCredentials.create("AKIATEST", "test");
    }

    ConnectorsConfig connectors() {
        return () -> Map.of("prometheus", new ConnectorsConfig.One() {
            @Override
            public String type() {
                return "prometheus";
            }

            @Override
            public URI url() {
                return URI.create(prometheus.url());
            }

            @Override
            public Optional<Path> bearerTokenFile() {
                return Optional.empty();
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(10);
            }
        });
    }

    static KubernetesConfig kubernetesConfig() {
        return new KubernetesConfig() {
            @Override
            public Optional<String> cluster() {
                return Optional.empty();
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(9);
            }
        };
    }

    SsmConfig ssmConfig() {
        return new SsmSettings(Optional.empty(), Optional.of(URI.create(ssm.url())), "RestartCheckout");
    }

    @Override
    public void close() {
        kubernetes.close();
        prometheus.close();
        ssm.close();
        pools.forEach(Pool::close);
    }
}
