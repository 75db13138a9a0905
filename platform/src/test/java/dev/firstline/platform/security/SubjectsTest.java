package dev.firstline.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc.NotifyServiceBlockingStub;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a token makes its bearer, where {@code groups} don't say it and where they do. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SubjectsTest {

    private static final String TRIAGE = "system:serviceaccount:firstline:triage";

    @GrpcClient("echo")
    Channel channel;

    @Test
    void aServiceAccountHasTheRoleThatTheConfigurationGivesItsSubject() {
        // The method is the services' own; an empty title is answered by a bug of the echo.
        assertThat(receive(kubernetes(TRIAGE).sign())).isEqualTo(Status.Code.INTERNAL);
        assertThat(list(kubernetes(TRIAGE).sign())).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aGrantedRoleIncludesTheLowerOnes() {
        String robot = kubernetes("system:serviceaccount:firstline:robot").sign();
        assertThat(list(robot)).isEqualTo(Status.Code.OK);
        assertThat(receive(robot)).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aSubjectThatNobodyNamedMayDoNothing() {
        for (String other : new String[] {"system:serviceaccount:shop:triage", TRIAGE + "2", "triage"}) {
            assertThat(receive(kubernetes(other).sign())).isEqualTo(Status.Code.PERMISSION_DENIED);
        }
    }

    @Test
    void aNameThatImitatesASubjectGetsNothing() {
        String imitation =
                kubernetes("mallory").upn(TRIAGE).preferredUserName(TRIAGE).sign();
        assertThat(receive(imitation)).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void aTokenForAnotherAudienceIsNoneAtAll() {
        for (String audience : new String[] {"https://kubernetes.default.svc", "firstline.example.com.evil.org"}) {
            assertThat(receive(kubernetes(TRIAGE).audience(audience).sign())).isEqualTo(Status.Code.UNAUTHENTICATED);
        }
        String anybodys = Jwt.issuer("firstline").subject(TRIAGE).expiresIn(60).sign();
        assertThat(receive(anybodys)).isEqualTo(Status.Code.UNAUTHENTICATED);
        String among = kubernetes(TRIAGE)
                .audience(Set.of("elsewhere", "firstline.example.com"))
                .sign();
        assertThat(receive(among)).isEqualTo(Status.Code.INTERNAL);
    }

    @Test
    void whoMayPostEventsMayNotSpeakAsAService() {
        assertThat(receive(TestTokens.of("shop", Roles.SENDER))).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(list(TestTokens.of("shop", Roles.SENDER))).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    /** What the token request API makes: no groups, no upn. */
    private static JwtClaimsBuilder kubernetes(String subject) {
        return Jwt.issuer("firstline")
                .subject(subject)
                .audience("firstline.example.com")
                .claim("kubernetes.io", Map.of("namespace", "firstline", "serviceaccount", Map.of("name", "triage")))
                .expiresIn(Duration.ofHours(1));
    }

    private Status.Code receive(String token) {
        return code(() -> as(token).receiveIncident(ReceiveIncidentRequest.getDefaultInstance()));
    }

    private Status.Code list(String token) {
        return code(() -> as(token).listDeliveries(ListDeliveriesRequest.getDefaultInstance()));
    }

    private NotifyServiceBlockingStub as(String token) {
        return NotifyServiceGrpc.newBlockingStub(channel).withCallCredentials(TestTokens.bearer(token));
    }

    private static Status.Code code(Runnable call) {
        try {
            call.run();
            return Status.Code.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode();
        }
    }
}
