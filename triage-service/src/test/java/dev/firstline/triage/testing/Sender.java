package dev.firstline.triage.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Severity;
import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import io.grpc.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;

/** Hands batches over as ingest does. */
public final class Sender {

    private static final AtomicLong PLACES = new AtomicLong(System.currentTimeMillis());

    private final TriageServiceGrpc.TriageServiceBlockingStub stub;

    public Sender(Channel channel) {
        stub = TriageServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ingest", "service"));
    }

    /** The stub, with ingest's token. */
    public TriageServiceGrpc.TriageServiceBlockingStub stub() {
        return stub;
    }

    /** The next place in the order of acceptance. */
    public static long nextPlace() {
        return PLACES.incrementAndGet();
    }

    /** A batch, not yet sent. */
    public static ReceiveEventsRequest batch(long place, Instant accepted, List<Event> events) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            EventBatch.newBuilder().addAllEvents(events).build().writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ReceiveEventsRequest.newBuilder()
                .setBatchId(UUID.randomUUID().toString())
                .setPlace(place)
                .setAcceptedTime(Timestamp.newBuilder()
                        .setSeconds(accepted.getEpochSecond())
                        .setNanos(accepted.getNano()))
                .setEvents(ByteString.copyFrom(deflated.toByteArray()))
                .build();
    }

    /** Sends events as one batch at the next place. */
    public void send(Event... events) {
        sendAt(Instant.now(), events);
    }

    /** The same, accepted at a given time. */
    public void sendAt(Instant accepted, Event... events) {
        stub.receiveEvents(batch(nextPlace(), accepted, List.of(events)));
    }

    /** A firing of an alert of the service "checkout". */
    public static Event firing(String fingerprint, String alertname, String region) {
        return event(fingerprint, alertname, region, EventStatus.EVENT_STATUS_FIRING);
    }

    /** Its end. */
    public static Event resolved(String fingerprint, String alertname, String region) {
        return event(fingerprint, alertname, region, EventStatus.EVENT_STATUS_RESOLVED);
    }

    private static Event event(String fingerprint, String alertname, String region, EventStatus status) {
        return Event.newBuilder()
                .setSource("prometheus")
                .setFingerprint(fingerprint)
                .setStatus(status)
                .setSeverity(Severity.SEVERITY_CRITICAL)
                .setTitle(alertname + " " + fingerprint)
                .setService("checkout")
                .putLabels("alertname", alertname)
                .putLabels("region", region)
                .build();
    }
}
