package dev.firstline.remediation.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.remediation.domain.Connector.Measured;
import dev.firstline.remediation.domain.Measurement;
import dev.firstline.remediation.domain.Template;
import dev.firstline.remediation.domain.Template.Part;
import dev.firstline.remediation.testing.FakePrometheus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorsTest {

    final FakePrometheus prometheus = new FakePrometheus();

    @AfterEach
    void end() {
        hasToBeFast = false;
        prometheus.close();
    }

    private static boolean hasToBeFast;

    private Measured ask(String connector, Template expr) {
        return ask(prometheus.url(), connector, expr);
    }

    private static Measured ask(String url, String connector, Template expr) {
        ConnectorsConfig config = () -> Map.of("prometheus", new ConnectorsConfig.One() {
            @Override
            public String type() {
                return "prometheus";
            }

            @Override
            public URI url() {
                return URI.create(url);
            }

            @Override
            public Optional<Path> bearerTokenFile() {
                return Optional.empty();
            }

            @Override
            public Duration timeout() {
                return hasToBeFast ? Duration.ofMillis(500) : Duration.ofSeconds(20);
            }
        });
        return new Connectors(config).ask(new Measurement(connector, expr), Map.of("service", "checkout"));
    }

    private static Template text(String text) {
        return new Template(text, List.of(new Part.Literal(text)));
    }

    @Test
    void rowsHaveLabelsAndNumbers() {
        prometheus.row("a", Map.of("route", "/pay"), "NaN");
        prometheus.row("a", Map.of("route", "/3ds"), "+Inf");
        var rows = ((Measured.Rows) ask("prometheus", text("a"))).result();
        assertThat(rows.total()).isEqualTo(2);
        assertThat(rows.rows().get(0).value()).isNaN();
        assertThat(rows.rows().get(1).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(rows.rows().get(1).labels()).isEqualTo(Map.of("route", "/3ds"));
    }

    @Test
    void moreRowsThanAreKeptAreCounted() {
        for (int i = 0; i < 150; i++) prometheus.row("many", Map.of("i", "" + i), "1");
        var rows = ((Measured.Rows) ask("prometheus", text("many"))).result();
        assertThat(rows.rows()).hasSize(100);
        assertThat(rows.total()).isEqualTo(150);
    }

    @Test
    void aWrongExpressionIsRefusedAndAnotherErrorMayPass() {
        prometheus.status(400);
        assertThat(ask("prometheus", text("a"))).isInstanceOf(Measured.Refused.class);
        prometheus.status(503);
        assertThat(ask("prometheus", text("a"))).isInstanceOf(Measured.Away.class);
    }

    @Test
    void whoDoesNotAnswerInTimeIsAway() {
        prometheus.hang();
        hasToBeFast = true;
        assertThat(ask("prometheus", text("a"))).isInstanceOf(Measured.Away.class);
        assertThat(ask("http://127.0.0.1:1", "prometheus", text("a"))).isInstanceOf(Measured.Away.class);
    }

    @Test
    void anUnknownConnectorAndAMissingValueAreRefused() {
        assertThat(ask("loki", text("a")))
                .isEqualTo(new Measured.Refused("the connector 'loki' is not configured; there are prometheus"));
        Template missing =
                new Template("{labels.x}", List.of(new Part.Placeholder("labels.x", Template.Quoting.STRING)));
        assertThat(ask("prometheus", missing)).isEqualTo(new Measured.Refused("the alert has no labels.x"));
        assertThat(prometheus.asked()).isEmpty();
    }

    @Test
    void metadataServicesAreNotAsked() {
        assertThat(ask("http://169.254.169.254/latest", "prometheus", text("a")))
                .isInstanceOf(Measured.Refused.class);
    }
}
