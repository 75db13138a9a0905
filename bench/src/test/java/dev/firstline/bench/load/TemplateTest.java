package dev.firstline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8081/v1/sources/prometheus");

    @Test
    void contentLengthIsTheBodysAndTheBodyIsJson() throws IOException {
        Template template = Webhooks.alertmanager(ADDRESS, "secret", 3, Population.fresh(0, 10));
        String request = request(template, 0);
        int bodyAt = request.indexOf("\r\n\r\n") + 4;
        assertThat(request)
                .startsWith("POST /v1/sources/prometheus HTTP/1.1\r\n")
                .contains("Authorization: Bearer secret\r\n")
                .contains("Content-Length: " + (request.length() - bodyAt) + "\r\n");
        assertThat(body(template, 0).path("alerts")).hasSize(3);
        assertThat(body(template, 0).path("version").textValue()).isEqualTo("4");
    }

    @Test
    void noMarkIsLeftInTheBytes() {
        Template webhook = Webhooks.alertmanager(ADDRESS, "secret", 2, Population.fresh(0, 10));
        Template direct = Webhooks.prometheus(ADDRESS, 2, Population.fresh(0, 10));
        assertThat(request(webhook, 7) + request(direct, 7))
                .doesNotContain("{{")
                .doesNotContain("}}}}");
    }

    @Test
    void eachAlertOfEachRequestHasAnIdentityOfItsOwn() throws IOException {
        Template template = Webhooks.alertmanager(ADDRESS, "secret", 10, Population.fresh(0, 10));
        Set<String> seen = new HashSet<>();
        for (int number = 0; number < 20; number++) {
            for (JsonNode alert : body(template, number).path("alerts")) {
                String identity = alert.path("fingerprint").textValue();
                assertThat(alert.at("/labels/instance").textValue()).contains(identity);
                seen.add(identity);
            }
        }
        assertThat(seen).hasSize(200);
    }

    @Test
    void repeatsComeRoundWithTheSameIdentityAndTheSameService() throws IOException {
        Template template = Webhooks.alertmanager(ADDRESS, "secret", 2, new Population(0, 6, 2));
        assertThat(body(template, 3)).isEqualTo(body(template, 0)).isNotEqualTo(body(template, 1));
        assertThat(body(template, 4)).isEqualTo(body(template, 1));
    }

    @Test
    void theAlertsOfARequestBelongToTheServiceOfTheirGroup() throws IOException {
        JsonNode body = body(Webhooks.alertmanager(ADDRESS, "secret", 3, Population.fresh(0, 100)), 42);
        assertThat(body.at("/groupLabels/service").textValue()).isEqualTo("service-00042");
        for (JsonNode alert : body.path("alerts")) {
            assertThat(alert.at("/labels/service").textValue()).isEqualTo("service-00042");
        }
    }

    private static JsonNode body(Template template, long number) throws IOException {
        String request = request(template, number);
        return new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
    }

    private static String request(Template template, long number) {
        ByteBuffer buffer = template.buffer();
        template.fill(buffer, number);
        return StandardCharsets.US_ASCII.decode(buffer).toString();
    }
}
