package dev.firstline.cli.command;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An alert for somebody who has none at hand.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Alertmanager's webhook, version 4</a>
 */
final class SampleAlert {

    private SampleAlert() {}

    /** A command for a shell that sends it as it stands, secret included. Each has another fingerprint: a new alert, not a repeat. */
    static String curl(URI ingest, String source, String secret, Instant now) {
        return """
                curl -sS -i %1$s/v1/sources/%2$s -H 'Authorization: Bearer %3$s' -H 'Content-Type: application/json' -d '{
                  "version": "4", "groupKey": "{}:{alertname=\\"PaymentErrors\\"}", "truncatedAlerts": 0, "status": "firing", "receiver": "firstline",
                  "groupLabels": {"alertname": "PaymentErrors"}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://127.0.0.1:9093",
                  "alerts": [{"status": "firing", "fingerprint": "%5$016x", "startsAt": "%4$s", "endsAt": "0001-01-01T00:00:00Z",
                    "labels": {"alertname": "PaymentErrors", "service": "checkout", "severity": "critical"},
                    "annotations": {"summary": "Payments fail"}, "generatorURL": "http://127.0.0.1:9090/graph"}]}'""".formatted(ingest, source, secret, now.truncatedTo(ChronoUnit.SECONDS), now.toEpochMilli());
    }
}
