package dev.firstline.remediation.api;

import static dev.firstline.platform.testing.Eventually.awaited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Alert;
import dev.firstline.proto.common.v1.KubernetesWorkload;
import dev.firstline.proto.common.v1.Resource;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.ReceiveExecutionRequestRequest;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.remediation.testing.WorldResource;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import java.util.UUID;
import java.util.function.Predicate;

/** What the stories about the whole service share: an incident with an episode of its own for each test, and who tells of it. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(WorldResource.class)
abstract class RemediationStories {

    @GrpcClient("remediation")
    Channel channel;

    protected RemediationServiceGrpc.RemediationServiceBlockingStub as(String name, String role) {
        return RemediationServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.credentials(name, role));
    }

    protected final String incident = UUID.randomUUID().toString();
    protected final String episode = UUID.randomUUID().toString();

    /** Tells of the episode as triage does; answers why no runbook starts. */
    protected String tell(String alertName, long version, boolean wanted) {
        return as("triage", "service")
                .receiveExecutionRequest(ReceiveExecutionRequestRequest.newBuilder()
                        .setEpisodeId(episode)
                        .setVersion(version)
                        .setIncidentId(incident)
                        .setService("checkout")
                        .setWanted(wanted)
                        .setUnwantedReason(wanted ? "" : "the alert has ended")
                        .setAlert(Alert.newBuilder()
                                .setId("alert-" + episode)
                                .putLabels("alertname", alertName)
                                .putLabels("service", "checkout")
                                .setResource(Resource.newBuilder()
                                        .setKubernetes(KubernetesWorkload.newBuilder()
                                                .setNamespace("shop")
                                                .setKind("deployment")
                                                .setName("checkout"))))
                        .build())
                .getNoRunbookReason();
    }

    protected Execution await(Predicate<Execution> wanted) {
        return awaited(() -> {
            var found = as("vic", "viewer")
                    .listExecutions(ListExecutionsRequest.newBuilder()
                            .setIncidentId(incident)
                            .build())
                    .getExecutionsList();
            assertThat(found).first().matches(wanted);
            return found.getFirst();
        });
    }

    protected static Status.Code code(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run)
                .getStatus()
                .getCode();
    }
}
