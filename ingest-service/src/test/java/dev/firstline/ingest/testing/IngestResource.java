package dev.firstline.ingest.testing;

import dev.firstline.platform.testing.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configuration that the tests run with: a port of their own, on which triage's stand-in answers too; sources. */
public class IngestResource implements QuarkusTestResourceLifecycleManager {

    private Map<String, String> others = Map.of();

    private FakeSqs queue;

    /** What a test wants to be otherwise, by property. */
    @Override
    public void init(Map<String, String> others) {
        this.others = others;
    }

    @Override
    public Map<String, String> start() {
        String port = Integer.toString(FreePorts.any());
        queue = new FakeSqs("alerts");
        // Where the vendor's client looks first; nobody checks them.
        System.setProperty("aws.accessKeyId", "an-id");
        System.setProperty("aws.secretAccessKey", "a-key");
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.test-port", port);
        config.put("quarkus.http.test-host", "127.0.0.1");
        config.put("firstline.triage.addresses", "127.0.0.1:" + port);
        config.put("quarkus.grpc.clients.ingest.host", "127.0.0.1");
        config.put("quarkus.grpc.clients.ingest.port", port);
        config.put("firstline.ingest.sources.prom.type", "alertmanager");
        config.put("firstline.ingest.sources.prom.secrets", "the-old-secret,the-new-secret");
        config.put("firstline.ingest.sources.apps.type", "cloudevents");
        config.put("firstline.ingest.sources.apps.secrets", "the-apps-secret");
        config.put("firstline.ingest.sources.posted.type", "cloudevents");
        config.put("firstline.ingest.sources.named.type", "cloudevents");
        config.put("firstline.ingest.sources.named.secrets", "firstline:the-password");
        config.put("firstline.ingest.sources.named.verification.method", "basic");
        config.put("firstline.ingest.sources.addressed.type", "cloudevents");
        config.put("firstline.ingest.sources.addressed.secrets", "the-token");
        config.put("firstline.ingest.sources.addressed.verification.method", "token");
        config.put("firstline.ingest.sources.signed.type", "cloudevents");
        config.put("firstline.ingest.sources.signed.secrets", "the-old-key,the-new-key");
        config.put("firstline.ingest.sources.signed.verification.method", "hmac");
        config.put("firstline.ingest.sources.signed.verification.header", "X-Signature");
        config.put("firstline.ingest.sources.signed.verification.prefix", "sha256=");
        config.put("firstline.ingest.sources.aws.type", "aws-sns");
        config.put("firstline.ingest.sources.aws.verification.method", "sns");
        config.put("firstline.ingest.sources.aws.verification.topics", "arn:aws:sns:eu-west-1:123456789012:alerts");
        config.put("firstline.ingest.sources.paged.type", "pagerduty-events");
        config.put("firstline.ingest.sources.paged.secrets", "0123456789abcdef0123456789abcdef,the-next-routing-key");
        config.put("firstline.ingest.sources.paged-too.type", "pagerduty-events");
        config.put("firstline.ingest.sources.paged-too.secrets", "another-routing-key");
        config.put("firstline.ingest.sources.genie.type", "opsgenie-alerts");
        config.put("firstline.ingest.sources.genie.secrets", "eb243592-faa2-4ba2-a551-1afdf565c889");
        config.put("firstline.ingest.sources.builds.type", "generic");
        config.put("firstline.ingest.sources.builds.secrets", "the-builds-secret");
        config.put("firstline.ingest.sources.builds.fields.id", "alert.project + '/' + alert.branch");
        config.put("firstline.ingest.sources.builds.fields.state", "/state");
        for (String watched : List.of("watched", "raced", "beating")) {
            config.put("firstline.ingest.sources." + watched + ".type", "alertmanager");
            config.put("firstline.ingest.sources." + watched + ".secrets", "the-watched-secret");
            config.put("firstline.ingest.sources." + watched + ".expect-every", "1h");
        }
        config.put("firstline.ingest.sources.beating.heartbeat", "Pulse");
        config.put("firstline.ingest.sources.logs.type", "otlp-logs");
        config.put("firstline.ingest.sources.logs.secrets", "the-logs-secret");
        config.put("firstline.ingest.sources.queued.type", "aws-sqs");
        config.put("firstline.ingest.sources.queued.queue.url", queue.url().toString());
        config.put(
                "firstline.ingest.sources.queued.queue.endpoint",
                queue.endpoint().toString());
        config.put("firstline.ingest.sources.queued.queue.region", "eu-west-1");
        for (String kept : List.of("kept-a", "kept-b", "kept-c")) {
            config.put("firstline.ingest.sources." + kept + ".type", "alertmanager");
            config.put("firstline.ingest.sources." + kept + ".secrets", "the-kept-secret");
        }
        config.put("firstline.ingest.sources.kept-c.payload-retention", "7d");
        config.put("firstline.ingest.sources.reread.type", "alertmanager");
        config.put("firstline.ingest.sources.reread.secrets", "the-reread-secret");
        config.put("firstline.ingest.sources.acted.type", "opsgenie");
        config.put("firstline.ingest.sources.acted.secrets", "the-acted-secret");
        config.put("firstline.ingest.sources.quiet.type", "alertmanager");
        config.put("firstline.ingest.sources.quiet.secrets", "the-quiet-secret");
        config.put("firstline.ingest.max-body", "200K");
        // A busy machine may take seconds for a commit: nobody is answered 503 for that here.
        config.put("firstline.ingest.max-wait", "8s");
        config.put("firstline.ingest.hand-over-deadline", "3s");
        config.put("firstline.due-work.poll-interval", "100ms");
        config.put("firstline.telemetry.disabled", "true");
        config.put("firstline.log.json", "false");
        config.putAll(others);
        return config;
    }

    @Override
    public void stop() {
        if (queue != null) queue.close();
    }
}
