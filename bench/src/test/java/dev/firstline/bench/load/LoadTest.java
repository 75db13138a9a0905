package dev.firstline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile int status = 202;
    private volatile long length = 12;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bytes.addAndGet(exchange.getRequestBody().readAllBytes().length);
            requests.incrementAndGet();
            // 0 means chunks of unknown length, here as in the JDK; -1 an answer without content.
            exchange.sendResponseHeaders(status, length);
            if (length >= 0) exchange.getResponseBody().write(new byte[length == 0 ? 40 : (int) length]);
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
    }

    private Load.Result run(int alerts, Pace pace, Watcher watcher) {
        Template template = Webhooks.alertmanager(address(), "secret", alerts, Population.fresh(0, 10));
        return Load.run(address(), template, 4, SHORT, pace, watcher);
    }

    @Test
    void everyRequestIsSentOnceAndWhole() {
        Load.Result result = run(100, Pace.unlimited(), Watcher.NONE);
        Template template = Webhooks.alertmanager(address(), "secret", 100, Population.fresh(0, 10));
        assertThat(result.accepted()).isPositive().isEqualTo(result.latencies().count());
        assertThat(result.refused() + result.failed()).isZero();
        assertThat(requests).hasValue((int) result.sent());
        assertThat(bytes.get()).isGreaterThan(result.sent() * (template.size() - 500L));
    }

    @Test
    void answersWithoutLengthAndWithoutContentHaveAnEndToo() {
        length = 0;
        assertThat(run(1, Pace.unlimited(), Watcher.NONE).accepted()).isPositive();
        status = 204;
        length = -1;
        assertThat(run(1, Pace.unlimited(), Watcher.NONE).accepted()).isPositive();
    }

    @Test
    void whatIsRefusedIsCountedApart() {
        status = 503;
        Load.Result result = run(1, Pace.unlimited(), Watcher.NONE);
        assertThat(result.refused()).isPositive();
        assertThat(result.accepted()).isZero();
        assertThat(result.latencies().count()).isZero();
    }

    @Test
    void aPaceIsKept() {
        assertThat(run(1, Pace.perSecond(50), Watcher.NONE).sent()).isBetween(2L, 101L);
    }

    @Test
    void nothingLeavesWhileItMayNot() {
        assertThat(run(1, Pace.whileTrue(sent -> sent < 7), Watcher.NONE).sent())
                .isEqualTo(7);
    }

    @Test
    void theWatcherHearsOfEachRequestAndItsAnswer() {
        List<Long> left = new ArrayList<>();
        List<Long> answered = new ArrayList<>();
        Load.Result result = run(1, Pace.perSecond(100), new Watcher() {
            @Override
            public void sending(long request) {
                left.add(request);
            }

            @Override
            public void answered(long request, int code, ByteBuffer answer) {
                if (code == 202) answered.add(request);
            }
        });
        assertThat(left).hasSize((int) result.sent()).startsWith(0L, 1L, 2L);
        assertThat(answered).containsExactlyInAnyOrderElementsOf(left);
    }
}
