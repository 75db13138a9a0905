package dev.firstline.ingest.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.store.Chunk;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.KubernetesWorkload;
import dev.firstline.proto.common.v1.LinkKind;
import dev.firstline.proto.common.v1.ManagedInstance;
import dev.firstline.proto.common.v1.Severity;
import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.ingest.v1.PayloadBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where the domain's events become those of the contract, as they are stored and handed over. */
final class EventEncoding {

    private static final byte[] NO_PAYLOAD = {};

    private EventEncoding() {}

    /**
     * Events that were read from a payload, cut into what a row can hold; each row has its own copy of the payload. Where there are none
     * it is the payload alone.
     */
    static List<Chunk> chunks(List<Event> events, Payload payload, String payloadId) {
        byte[] payloads = encode(payload, payloadId);
        List<dev.firstline.proto.common.v1.Event> encoded = new ArrayList<>(events.size());
        for (Event event : events) encoded.add(encode(event, payload.source(), payloadId));
        return chunks(encoded, payload.source(), payloads);
    }

    /** Events that came without a payload. */
    static List<Chunk> chunks(List<dev.firstline.proto.common.v1.Event> events, String source) {
        return chunks(events, source, NO_PAYLOAD);
    }

    private static List<Chunk> chunks(
            List<dev.firstline.proto.common.v1.Event> events, String source, byte[] payloads) {
        List<Chunk> chunks = new ArrayList<>(1);
        EventBatch.Builder batch = EventBatch.newBuilder();
        int bytes = 0;
        for (dev.firstline.proto.common.v1.Event event : events) {
            int size = event.getSerializedSize();
            boolean full = batch.getEventsCount() == Chunk.MAX_EVENTS || bytes + size > Chunk.MAX_BYTES;
            if (full && bytes > 0) {
                chunks.add(chunk(batch.build(), source, payloads));
                batch.clear();
                bytes = 0;
            }
            batch.addEvents(event);
            bytes += size;
        }
        chunks.add(chunk(batch.build(), source, payloads));
        return chunks;
    }

    private static Chunk chunk(EventBatch batch, String source, byte[] payloads) {
        return new Chunk(source, batch.getEventsCount(), batch.toByteArray(), payloads);
    }

    private static byte[] encode(Payload payload, String id) {
        ByteString body = UnsafeByteOperations.unsafeWrap(payload.body());
        return PayloadBatch.newBuilder()
                .addPayloads(dev.firstline.proto.ingest.v1.Payload.newBuilder()
                        .setId(id)
                        .setSource(payload.source())
                        .setContentType(payload.contentType())
                        .setBody(body)
                        .putAllHeaders(payload.headers()))
                .build()
                .toByteArray();
    }

    static dev.firstline.proto.common.v1.Event encode(Event event, String source, String payloadId) {
        var encoded = dev.firstline.proto.common.v1.Event.newBuilder()
                .setSource(source)
                .setDeliveryId(event.deliveryId())
                .setFingerprint(event.fingerprint())
                .setEpisodeKey(event.episode().key())
                .setEpisodeKeyNeverReturns(event.episode().neverReturns())
                .setStatus(status(event))
                .setSeverity(severity(event))
                .setTitle(event.title())
                .setDescription(event.description())
                .putAllLabels(event.labels())
                .setService(event.service())
                .setEnvironment(event.environment())
                .setPayloadId(payloadId)
                .setPartial(!event.partialReasons().isEmpty())
                .addAllPartialReasons(event.partialReasons());
        event.sourceOrder().ifPresent(encoded::setSourceOrder);
        event.occurrences().ifPresent(encoded::setOccurrences);
        event.startedTime().ifPresent(time -> encoded.setStartedTime(timestamp(time)));
        event.endedTime().ifPresent(time -> encoded.setEndedTime(timestamp(time)));
        event.resource().ifPresent(resource -> encoded.setResource(resource(resource)));
        for (Link link : event.links()) {
            encoded.addLinksBuilder().setKind(kind(link)).setUrl(link.url());
        }
        return encoded.build();
    }

    private static EventStatus status(Event event) {
        return switch (event.status()) {
            case FIRING -> EventStatus.EVENT_STATUS_FIRING;
            case RESOLVED -> EventStatus.EVENT_STATUS_RESOLVED;
        };
    }

    private static Severity severity(Event event) {
        return switch (event.severity()) {
            case UNSPECIFIED -> Severity.SEVERITY_UNSPECIFIED;
            case INFO -> Severity.SEVERITY_INFO;
            case WARNING -> Severity.SEVERITY_WARNING;
            case ERROR -> Severity.SEVERITY_ERROR;
            case CRITICAL -> Severity.SEVERITY_CRITICAL;
        };
    }

    private static LinkKind kind(Link link) {
        return switch (link.kind()) {
            case OTHER -> LinkKind.LINK_KIND_UNSPECIFIED;
            case RUNBOOK -> LinkKind.LINK_KIND_RUNBOOK;
            case DASHBOARD -> LinkKind.LINK_KIND_DASHBOARD;
            case SOURCE -> LinkKind.LINK_KIND_SOURCE;
            case SILENCE -> LinkKind.LINK_KIND_SILENCE;
        };
    }

    private static dev.firstline.proto.common.v1.Resource resource(Resource resource) {
        var encoded = dev.firstline.proto.common.v1.Resource.newBuilder();
        return switch (resource) {
            case Resource.KubernetesWorkload workload ->
                encoded.setKubernetes(KubernetesWorkload.newBuilder()
                                .setCluster(workload.cluster())
                                .setNamespace(workload.namespace())
                                .setKind(workload.kind())
                                .setName(workload.name()))
                        .build();
            case Resource.ManagedInstance instance ->
                encoded.setInstance(ManagedInstance.newBuilder()
                                .setId(instance.id())
                                .setRegion(instance.region())
                                .setAccount(instance.account()))
                        .build();
        };
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
