package dev.firstline.e2e.delivery.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.firstline.e2e.delivery.plan.Message;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.delivery.plan.PlanMaker;
import dev.firstline.e2e.delivery.plan.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofMillis(51);

    private final Plan plan = PlanMaker.make(3, new Size(2, 4, 1, 24, 2));
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger requests = new AtomicInteger();
    private final Pace pace = new Pace();
    private HttpServer intake;
    private int refuseEvery = Integer.MAX_VALUE;
    private int refusal = 503;

    @BeforeEach
    void listen() throws IOException {
        intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        intake.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        intake.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean refused = requests.incrementAndGet() % refuseEvery == 0;
                if (!refused) accepted.add(body);
                exchange.sendResponseHeaders(refused ? refusal : 202, -1);
            }
        });
        intake.start();
    }

    @AfterEach
    void stop() {
        intake.stop(0);
    }

    @Test
    void everyMessageIsRepeatedUntilItIsAcknowledgedAndNoneOvertakesAnother() throws InterruptedException {
        refuseEvery = 3;
        pace.allow(1);
        try (Senders senders = start()) {
            senders.awaitEnd(PATIENCE);
            assertThat(senders.ledger().acknowledged()).isEqualTo(plan.messages());
            assertThat(senders.ledger().attempts()).isGreaterThan(plan.messages());
        }
        for (List<Message> script : plan.scripts()) {
            List<String> bodies = script.stream().map(Message::body).toList();
            assertThat(accepted.stream().filter(bodies::contains).toList()).isEqualTo(bodies);
        }
    }

    @Test
    void theLedgerKnowsTheLastAcknowledgedWord() throws InterruptedException {
        pace.allow(1);
        try (Senders senders = start()) {
            senders.awaitEnd(PATIENCE);
            plan.lastWords().forEach((fingerprint, firing) -> assertThat(
                            senders.ledger().lines().get(fingerprint).firing())
                    .isEqualTo(firing));
        }
    }

    @Test
    void nobodyGoesFurtherThanThePaceAllows() throws InterruptedException {
        try (Senders senders = start()) {
            assertThatThrownBy(() -> senders.awaitEnd(Duration.ofMillis(300)))
                    .hasMessageContaining("not all acknowledged");
            assertThat(senders.ledger().acknowledged())
                    .isLessThanOrEqualTo(plan.scripts().size());
        }
    }

    @Test
    void aRefusalForGoodEndsTheSender() {
        refuseEvery = 1;
        refusal = 401;
        pace.allow(1);
        try (Senders senders = start()) {
            assertThatThrownBy(() -> senders.awaitEnd(PATIENCE)).hasMessageContaining("401");
        }
    }

    private Senders start() {
        URI address = URI.create("http://127.0.0.1:" + intake.getAddress().getPort() + "/");
        return Senders.start(plan, pace, List.of(address, address), "secret", PATIENCE, REST);
    }
}
