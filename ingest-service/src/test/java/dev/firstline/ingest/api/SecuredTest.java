package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.ingest.testing.Alerts;
import dev.firstline.ingest.testing.SecuredResource;
import dev.firstline.ingest.testing.SeenSpans;
import dev.firstline.ingest.testing.TriageStandIn;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.ingest.v1.GetEventRequest;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS as docs/configuration.md says: for senders, for gRPC, for JSON, and on the way to the neighbour. */
@QuarkusTest
@TestProfile(SecuredTest.OverTls.class)
class SecuredTest {

    /** TLS and nothing else. */
    public static class OverTls implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(PostgresResource.class), new TestResourceEntry(SecuredResource.class));
        }
    }

    @GrpcClient("ingest")
    Channel channel;

    @GrpcService
    TriageStandIn triage;

    @Inject
    SeenSpans spans;

    private HttpClient http;

    @BeforeEach
    void trust() throws GeneralSecurityException, IOException {
        triage.reset();
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(SecuredResource.certificate())) {
            trusted.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        http = HttpClient.newBuilder().sslContext(tls).build();
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> post(String scheme, String path, String bearer, String body) throws Exception {
        String port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", String.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + path))
                .header("authorization", "Bearer " + bearer)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String accepted(String name) throws Exception {
        HttpResponse<String> answer = post("https", "/v1/sources/prom", "the-old-secret", Alerts.firing(name));
        assertThat(answer.statusCode()).isEqualTo(202);
        return new JsonObject(answer.body()).getString("first_event_id");
    }

    @Test
    void anAlertComesInAndReachesTheNeighbourOverTls() throws Exception {
        String id = accepted("Secured");
        eventually(() -> assertThat(triage.received(id.split("/")[0])).isNotEmpty());
    }

    @Test
    void gRpcAndJsonAnswerOverTls() throws Exception {
        String id = accepted("Asked");
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + TestTokens.of("ann", "viewer"));
        var event = IngestServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .getEvent(GetEventRequest.newBuilder().setEventId(id).build())
                .getEvent();
        assertThat(event.getTitle()).isEqualTo("Asked fires");
        HttpResponse<String> json = post(
                "https",
                "/firstline.ingest.v1.IngestService/GetEvent",
                TestTokens.of("ann", "viewer"),
                new JsonObject().put("eventId", id).encode());
        assertThat(json.body()).contains("Asked fires");
        assertThat(json.statusCode()).isEqualTo(200);
    }

    @Test
    void withoutTlsNobodyIsServed() {
        assertThatThrownBy(() -> post("http", "/v1/sources/prom", "the-old-secret", Alerts.firing("Plain")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAlertLeavesASpanAndItsStatementsLeaveNone() throws Exception {
        accepted("Traced");
        eventually(
                () -> assertThat(spans.all()).extracting(span -> span.getName()).contains("firstline.ingest.accept"));
        assertThat(spans.all())
                .allSatisfy(span -> assertThat(span.getAttributes().asMap().keySet())
                        .noneMatch(key -> key.getKey().startsWith("db.")));
    }

    @Test
    void aSecretInTheAddressIsInNoSpan() throws Exception {
        String path = "/v1/sources/prom?token=the-token-of-the-trace";
        post("https", path, "the-old-secret", Alerts.firing("Hidden"));
        eventually(() -> assertThat(spans.all())
                .anyMatch(span -> span.getKind() == SpanKind.SERVER
                        && span.getAttributes().asMap().toString().contains("/v1/sources/prom")));
        assertThat(spans.all())
                .noneMatch(span -> (span.getName() + span.getAttributes()).contains("the-token-of-the-trace"));
    }
}
