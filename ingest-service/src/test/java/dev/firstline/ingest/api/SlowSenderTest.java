package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Who holds a connection without getting done is cut off. Nothing here has to be fast: everything waits for the cut. */
@QuarkusTest
@TestProfile(SlowSenderTest.Impatient.class)
class SlowSenderTest {

    /** Bodies have half a second, connections on which nothing moves three. */
    public static class Impatient implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class),
                    new TestResourceEntry(
                            IngestResource.class,
                            Map.of("firstline.ingest.body-timeout", "500ms", "quarkus.http.idle-timeout", "3s")));
        }
    }

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String HEADERS = """
            POST /v1/sources/prom HTTP/1.1\r
            Host: firstline\r
            Authorization: Bearer the-old-secret\r
            Content-Type: application/json\r
            """;

    private static Socket connect() throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Sends a byte now and then, for as long as somebody takes it. */
    private static void drip(Socket socket) {
        Thread.ofVirtual().start(() -> {
            try {
                while (!socket.isClosed()) {
                    send(socket, " ");
                    LockSupport.parkNanos(50_000_000);
                }
            } catch (IOException cut) {
                // What the test waits for.
            }
        });
    }

    /** What comes until the other end closes; a reset is an end, too. */
    private static String untilTheEnd(Socket socket) throws IOException {
        StringBuilder received = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int read = in.read(); read >= 0; read = in.read()) received.append((char) read);
        } catch (java.net.SocketException reset) {
            return received.toString();
        }
        return received.toString();
    }

    @Test
    void aBodyThatDripsIsGivenUp() throws IOException {
        try (Socket socket = connect()) {
            send(socket, HEADERS + "Content-Length: 100000\r\n\r\n{");
            drip(socket);
            assertThat(untilTheEnd(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("connection: close")
                    .contains("TOO_SLOW");
        }
    }

    @Test
    void aChunkedBodyThatNeverEndsIsGivenUp() throws IOException {
        try (Socket socket = connect()) {
            send(socket, HEADERS + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
            assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void headersThatStopInTheMiddleAreGivenUp() throws IOException {
        try (Socket socket = connect()) {
            send(socket, HEADERS);
            assertThat(untilTheEnd(socket)).isEmpty();
        }
    }

    @Test
    void aConnectionOnWhichNothingIsSaidIsClosed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(untilTheEnd(socket)).isEmpty();
        }
    }
}
