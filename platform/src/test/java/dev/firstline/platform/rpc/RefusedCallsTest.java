package dev.firstline.platform.rpc;

import static dev.firstline.platform.testing.Eventually.awaited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.ReceiveIncidentRequest;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RefusedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Line(UUID id, String actor, String method, String peer, String answer) {}

    @GrpcClient("echo")
    Channel channel;

    @Inject
    Transactions transactions;

    private final String name = "ann-" + UUID.randomUUID();

    @Test
    void aChangeThatTheRolesDoNotAllowIsWrittenDown() {
        assertThat(catchThrowable(() -> change(TestTokens.of(name, "viewer"), new Metadata())))
                .isNotNull();
        Line line = line(name);
        assertThat(line.method()).isEqualTo("ReceiveIncident");
        assertThat(line.answer()).startsWith("PERMISSION_DENIED");
        assertThat(line.peer()).contains("127.0.0.1");
    }

    @Test
    void anAnonymousChangeIsWrittenDown() {
        List<Line> before = lines("anonymous");
        assertThat(catchThrowable(() -> NotifyServiceGrpc.newBlockingStub(channel)
                        .receiveIncident(ReceiveIncidentRequest.getDefaultInstance())))
                .isNotNull();
        assertThat(more(before, "anonymous", 1))
                .singleElement()
                .extracting(Line::answer)
                .asString()
                .startsWith("UNAUTHENTICATED");
    }

    @Test
    void aChangeWhoseTokenIsNotValidIsWrittenDownWithoutIt() throws IOException {
        String good = TestTokens.of(name, "service");
        String expired =
                Jwt.issuer("firstline").upn(name).groups("service").expiresAt(1).sign();
        String signedByAnother = good.substring(0, good.lastIndexOf('.') + 1) + "c2lnbmVkIGJ5IG5vYm9keQ";
        for (String token : List.of("no-token-at-all", expired, signedByAnother)) {
            List<Line> before = lines("anonymous");
            assertThat(catchThrowable(() -> change(token, new Metadata()))).hasMessageContaining("UNAUTHENTICATED");
            post(token, "127.0.0.3", "firstline-forwarded-for: 00 10.1.2.3", "HTTP/1.1 401");
            List<Line> written = more(before, "anonymous", 2);
            assertThat(written).hasSize(2).allSatisfy(line -> {
                assertThat(line.method()).isEqualTo("ReceiveIncident");
                assertThat(line.answer()).isEqualTo("UNAUTHENTICATED: the bearer token is not valid");
            });
            assertThat(written)
                    .extracting(Line::peer)
                    .anySatisfy(peer -> assertThat(peer).contains("127.0.0.1"))
                    .anySatisfy(peer -> assertThat(peer).contains("127.0.0.3"));
        }
        assertThat(lines(name)).isEmpty();
    }

    @Test
    void aReadWhoseTokenIsNotValidIsNotWrittenDown() {
        List<Line> before = lines("anonymous");
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer nonsense");
        assertThat(catchThrowable(() -> NotifyServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                        .listDeliveries(ListDeliveriesRequest.getDefaultInstance())))
                .hasMessageContaining("UNAUTHENTICATED");
        assertThat(lines("anonymous")).isEqualTo(before);
    }

    @Test
    void overHttpTheCallersOwnAddressIsWrittenDownWhateverHeSaysHimself() throws IOException {
        post(TestTokens.of(name, "viewer"), "127.0.0.2", "firstline-forwarded-for: 00 10.1.2.3", "HTTP/1.1 403");
        assertThat(line(name).peer()).startsWith("127.0.0.2:");
    }

    @Test
    void nobodyButTheGatewayNamesAnotherAddress() {
        Metadata forged = new Metadata();
        forged.put(Metadata.Key.of("firstline-forwarded-for", Metadata.ASCII_STRING_MARSHALLER), "00 10.1.2.3");
        assertThat(catchThrowable(() -> change(TestTokens.of(name, "viewer"), forged)))
                .isNotNull();
        assertThat(line(name).peer()).contains("127.0.0.1");
    }

    private void change(String token, Metadata headers) {
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        var ignored = NotifyServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .receiveIncident(ReceiveIncidentRequest.getDefaultInstance());
    }

    /** A whole 127.0.0.0/8 is loopback, so that a caller's address can differ from the gateway's own. */
    private static void post(String token, String from, String header, String expected) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), RestAssured.port), (int)
                    PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String request = "POST /firstline.notify.v1.NotifyService/ReceiveIncident HTTP/1.1\r\nhost: localhost\r\n"
                    + "connection: close\r\ncontent-type: application/json\r\ncontent-length: 2\r\n"
                    + header + "\r\nauthorization: Bearer " + token + "\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith(expected);
        }
    }

    private Line line(String actor) {
        List<Line> written = more(List.of(), actor, 1);
        assertThat(written).hasSize(1);
        return written.getFirst();
    }

    /** What was written of somebody besides these lines, once it is so many; a line comes a moment after its caller's answer. */
    private List<Line> more(List<Line> before, String actor, int count) {
        return awaited(() -> {
            List<Line> more =
                    lines(actor).stream().filter(line -> !before.contains(line)).toList();
            assertThat(more).hasSizeGreaterThanOrEqualTo(count);
            return more;
        });
    }

    private List<Line> lines(String actor) {
        return transactions.single(tx -> tx.list(
                "select id, actor, method, peer, answer from audit where actor = $1 order by audit_time, id",
                row -> new Line(
                        row.getUUID("id"),
                        row.getString("actor"),
                        row.getString("method"),
                        row.getString("peer"),
                        row.getString("answer")),
                actor));
    }
}
