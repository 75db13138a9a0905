package dev.firstline.bench.load;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The same alerts as Alertmanager's webhook tells them, and as Prometheus tells them to Alertmanager. */
public final class Webhooks {

    private static final String LABELS = """
            "labels":{"alertname":"HighErrorRate","cluster":"prod-eu-1","deployment":"service-{{#}}","instance":"10.1.{{__identity__}}:8080",\
            "namespace":"shop","service":"service-{{#}}","severity":"critical"},""";

    private static final String ANNOTATIONS = """
            "annotations":{"summary":"Error rate above 5 % on {{__identity__}}","description":"5xx answers of service-{{#}} were above 5 % of all \
            requests for 5 minutes.","runbook_url":"https://runbooks.example.com/HighErrorRate"},""";

    private static final String GENERATOR =
            "\"generatorURL\":\"http://prometheus.example.com/graph?g0.expr=rate%28errors%5B5m%5D%29+%3E+0.05&g0.tab=1\"";

    private Webhooks() {}

    /**
     * What ingest is sent: version 4 of the webhook, all alerts firing.
     *
     * @param address of the source
     * @param secret of the source
     * @param alerts how many a request carries
     * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
     */
    public static Template alertmanager(URI address, String secret, int alerts, Population population) {
        String alert = "{\"status\":\"firing\"," + LABELS + ANNOTATIONS + "\"startsAt\":\"" + minutesAgo()
                + "\",\"endsAt\":\"0001-01-01T00:00:00Z\"," + GENERATOR + ",\"fingerprint\":\"" + Template.IDENTITY
                + "\"}";
        return Template.post(
                address,
                "Authorization: Bearer " + secret + "\r\nUser-Agent: Alertmanager/0.25.0\r\n",
                "{\"receiver\":\"firstline\",\"status\":\"firing\",\"alerts\":[",
                alert,
                alerts,
                """
                ],"groupLabels":{"service":"service-{{#}}"},"commonLabels":{"alertname":"HighErrorRate","service":"service-{{#}}"},\
                "commonAnnotations":{},"externalURL":"http://alertmanager.example.com","version":"4",\
                "groupKey":"{}:{service=\\"service-{{#}}\\"}","truncatedAlerts":0}""",
                population);
    }

    /**
     * What Alertmanager is sent by Prometheus.
     *
     * @param server its address
     * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">Alertmanager's API, postAlerts</a>
     */
    public static Template prometheus(URI server, int alerts, Population population) {
        String end = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String alert = "{" + LABELS + ANNOTATIONS + "\"startsAt\":\"" + minutesAgo() + "\",\"endsAt\":\"" + end + "\","
                + GENERATOR + "}";
        return Template.post(
                server.resolve("/api/v2/alerts"),
                "User-Agent: Prometheus/2.42.0\r\n",
                "[",
                alert,
                alerts,
                "]",
                population);
    }

    private static String minutesAgo() {
        return Instant.now()
                .minus(5, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
