package dev.firstline.triage.api;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Place;
import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.triage.v1.ReceiveEventsRequest;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Event;
import dev.firstline.triage.domain.Event.Delivery;
import dev.firstline.triage.domain.Link;
import dev.firstline.triage.domain.Position;
import dev.firstline.triage.domain.Resource;
import dev.firstline.triage.domain.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what ingest hands over. */
final class EventReader {

    /** Largest batch after inflating, in bytes: 500 events of far more than any source sends. */
    private static final int MAX_INFLATED = 64 << 20;

    /** Longest fingerprint that stands in the index as it is, in characters. */
    private static final int READABLE_FINGERPRINT = 512;

    /** Longest name of a service, in characters. */
    private static final int LONGEST_SERVICE = 200;

    private EventReader() {}

    /**
     * Inflates a batch.
     *
     * @throws Problem (INVALID_ARGUMENT) where it is no deflated batch or too large
     */
    static EventBatch inflate(byte[] deflated) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream inflated = new ByteArrayOutputStream(deflated.length * 4);
            byte[] buffer = new byte[16 << 10];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) throw Problem.invalid("events", "ends too early");
                if (inflated.size() + count > MAX_INFLATED)
                    throw Problem.invalid("events", "is larger than 64 MiB inflated");
                inflated.write(buffer, 0, count);
            }
            return EventBatch.parseFrom(inflated.toByteArray());
        } catch (DataFormatException broken) {
            throw Problem.invalid("events", "is not deflated (RFC 1950): " + broken.getMessage());
        } catch (InvalidProtocolBufferException broken) {
            throw Problem.invalid("events", "is not a firstline.ingest.v1.EventBatch: " + broken.getMessage());
        } finally {
            inflater.end();
        }
    }

    /**
     * The events of a batch, each with what follows from its batch: id, place and time.
     *
     * @throws Problem (INVALID_ARGUMENT) where the batch can't be read
     */
    static List<dev.firstline.proto.common.v1.Event> read(ReceiveEventsRequest request, String batchId) {
        List<dev.firstline.proto.common.v1.Event> stored =
                inflate(request.getEvents().toByteArray()).getEventsList();
        List<dev.firstline.proto.common.v1.Event> events = new ArrayList<>(stored.size());
        for (int index = 0; index < stored.size(); index++) {
            dev.firstline.proto.common.v1.Event event = stored.get(index);
            String payload = event.getPayloadId().isEmpty() ? batchId : event.getPayloadId();
            events.add(event.toBuilder()
                    .setId(batchId + "/" + index)
                    .setPlace(Place.newBuilder().setBatch(request.getPlace()).setIndex(request.getFirstIndex() + index))
                    .setObservedTime(request.getAcceptedTime())
                    .setPayloadId(payload)
                    .build());
        }
        return events;
    }

    /** An event that was kept. */
    static Event parse(byte[] kept) {
        return read(proto(kept));
    }

    /** An event that was kept, as it was received. */
    static dev.firstline.proto.common.v1.Event proto(byte[] kept) {
        try {
            return dev.firstline.proto.common.v1.Event.parseFrom(kept);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("a kept event can't be read", broken);
        }
    }

    /**
     * An event in the domain's terms.
     *
     * @throws IllegalArgumentException where it lacks what an event has to have
     */
    static Event read(dev.firstline.proto.common.v1.Event event) {
        if (event.getStatus() != EventStatus.EVENT_STATUS_FIRING
                && event.getStatus() != EventStatus.EVENT_STATUS_RESOLVED) {
            throw new IllegalArgumentException("event " + event.getId() + " is neither firing nor resolved");
        }
        return new Event(
                event.getId(),
                new AlertKey(event.getSource(), fingerprint(event.getFingerprint())),
                new Position(
                        event.hasSourceOrder() ? event.getSourceOrder() : null,
                        event.getPlace().getBatch(),
                        event.getPlace().getIndex()),
                new Delivery(event.getDeliveryId(), event.getPayloadId()),
                event.getEpisodeKey(),
                event.getEpisodeKeyNeverReturns(),
                event.getStatus() == EventStatus.EVENT_STATUS_FIRING,
                content(event),
                Protos.time(event.getObservedTime()),
                event.hasOccurrences() ? OptionalLong.of(event.getOccurrences()) : OptionalLong.empty());
    }

    private static String fingerprint(String given) {
        if (given.length() <= READABLE_FINGERPRINT) return given;
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("SHA-256").digest(given.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A name that is longer than any is cut: it stands in an index. */
    private static String service(String given) {
        return given.length() <= LONGEST_SERVICE ? given : given.substring(0, LONGEST_SERVICE);
    }

    private static Content content(dev.firstline.proto.common.v1.Event event) {
        List<Link> links = event.getLinksList().stream()
                .map(link -> new Link(Protos.fromProto(link.getKind()), link.getLabel(), link.getUrl()))
                .toList();
        return new Content(
                severity(event.getSeverity()),
                event.getTitle(),
                event.getDescription(),
                event.getLabelsMap(),
                links,
                service(event.getService()),
                event.getEnvironment(),
                event.hasResource() ? resource(event.getResource()) : Optional.empty());
    }

    private static Severity severity(dev.firstline.proto.common.v1.Severity severity) {
        return switch (severity) {
            case SEVERITY_INFO -> Severity.INFO;
            case SEVERITY_WARNING -> Severity.WARNING;
            case SEVERITY_ERROR -> Severity.ERROR;
            case SEVERITY_CRITICAL -> Severity.CRITICAL;
            case SEVERITY_UNSPECIFIED, UNRECOGNIZED -> Severity.UNSPECIFIED;
        };
    }

    private static Optional<Resource> resource(dev.firstline.proto.common.v1.Resource resource) {
        return switch (resource.getKindCase()) {
            case KUBERNETES -> {
                var workload = resource.getKubernetes();
                yield Optional.of(new Resource.Workload(
                        workload.getCluster(), workload.getNamespace(), workload.getKind(), workload.getName()));
            }
            case INSTANCE -> {
                var instance = resource.getInstance();
                yield Optional.of(new Resource.Instance(instance.getId(), instance.getRegion(), instance.getAccount()));
            }
            case KIND_NOT_SET -> Optional.empty();
        };
    }
}
