package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ClusterBuilder;
import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.proto.ingest.v1.ListDeadLettersRequest;
import dev.firstline.proto.triage.v1.Incident;
import dev.firstline.proto.triage.v1.IncidentStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nobody calls Firstline: alarms go through SNS into a queue, which it reads. Both are moto's, which is not ours. */
class QueueStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What Firstline reads, and what nobody reads but the story. */
    private static final String QUEUE = "alerts";

    private static final String COPY = "copy";
    private static final String TOPIC = "alarms";

    private static final String ALARM = """
            {"AlarmName":"CPU of checkout","AWSAccountId":"123456789012","NewStateValue":"%s","NewStateReason":"Threshold Crossed",
             "StateChangeTime":"%s","Region":"EU (Frankfurt)","AlarmArn":"arn:aws:cloudwatch:eu-central-1:123456789012:alarm:CPU of checkout",
             "Trigger":{"MetricName":"CPUUtilization","Namespace":"Shop","Dimensions":[{"name":"service","value":"checkout"}]}}""";

    private static final String DEPLOYMENT = """
            {"version":"0","id":"7bf73129","detail-type":"Deployment failed","source":"shop.deploy","account":"123456789012",
             "time":"2026-11-21T03:44:19Z","region":"eu-central-1","resources":[],
             "detail":{"title":"Roll-out is stuck","severity":"error","service":"billing"}}""";

    @Test
    void whatLiesInAQueueIsTakenInOnceAndLeavesIt() {
        Path folder = Stage.folder("queue");
        try (Moto moto = Moto.start(folder.resolve("moto"))) {
            moto.createTopic(TOPIC);
            for (String queue : new String[] {QUEUE, COPY}) {
                moto.createQueue(queue);
                moto.subscribe(TOPIC, queue);
            }
            // It waits there before anybody reads it.
            moto.publish(TOPIC, ALARM.formatted("ALARM", "2026-11-21T03:44:19.236+0000"));
            Vendors vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
            try (TestBed bed = TestBed.start(
                            folder.resolve("cluster"),
                            Stage.checkout(),
                            vendors,
                            StoryFiles.withoutRunbooks(),
                            builder -> reading(moto, builder));
                    Api ann = bed.api("ann", "viewer")) {
                alarmBeginsAndEnds(moto, ann);
                othersAreTakenInOrKept(moto, ann);
                assertThat(ann.incidents("checkout"))
                        .as("the message that came twice")
                        .singleElement()
                        .extracting(Incident::getStatus)
                        .isEqualTo(IncidentStatus.INCIDENT_STATUS_RESOLVED);
            }
        }
    }

    private static void alarmBeginsAndEnds(Moto moto, Api ann) {
        Incident incident = Await.until("an incident", PATIENCE, () -> ann.incidents("checkout").stream()
                .findFirst());
        Await.untilTrue("the queue to be empty", PATIENCE, () -> moto.isEmpty(QUEUE));
        moto.publish(TOPIC, ALARM.formatted("OK", "2026-11-21T03:51:19.236+0000"));
        Await.untilTrue("the incident's end", PATIENCE, () -> isResolved(ann, incident));

        // The first message once more, as a topic repeats it whose answer was lost.
        moto.send(QUEUE, moto.received(COPY));
        Await.untilTrue("the queue to be empty again", PATIENCE, () -> moto.isEmpty(QUEUE));
    }

    private static void othersAreTakenInOrKept(Moto moto, Api ann) {
        moto.send(QUEUE, "no JSON at all");
        moto.send(QUEUE, DEPLOYMENT);
        Await.untilTrue(
                "the incident of the deployment",
                PATIENCE,
                () -> ann.incidents("billing").size() == 1);
        Await.untilTrue("the queue to be empty at last", PATIENCE, () -> moto.isEmpty(QUEUE));
        assertThat(ann.ingest()
                        .listDeadLetters(ListDeadLettersRequest.newBuilder()
                                .setSource("cloud")
                                .build())
                        .getDeadLettersList())
                .hasSize(1);
    }

    private static boolean isResolved(Api ann, Incident incident) {
        return ann.incident(incident.getId()).getStatus() == IncidentStatus.INCIDENT_STATUS_RESOLVED;
    }

    /** Two readers at once, as two replicas would be. */
    private static ClusterBuilder reading(Moto moto, ClusterBuilder builder) {
        String queue = "firstline.ingest.sources.cloud.queue.";
        return builder.property(ServiceName.INGEST, "firstline.ingest.sources.cloud.type", "aws-sqs")
                .property(ServiceName.INGEST, queue + "url", moto.url(QUEUE).toString())
                .property(ServiceName.INGEST, queue + "endpoint", moto.address().toString())
                .property(ServiceName.INGEST, queue + "region", Moto.REGION)
                .property(ServiceName.INGEST, queue + "long-poll", "2s")
                .property(ServiceName.INGEST, queue + "readers", "2")
                .environment(ServiceName.INGEST, "AWS_ACCESS_KEY_ID", "an-id")
                .environment(ServiceName.INGEST, "AWS_SECRET_ACCESS_KEY", "a-key");
    }
}
