package dev.firstline.notify.api;

import com.google.protobuf.Timestamp;
import dev.firstline.notify.store.DeliveryRecord;
import dev.firstline.proto.notify.v1.Delivery;
import dev.firstline.proto.notify.v1.DeliveryOutcome;
import java.time.Instant;

/** A delivery as callers see it. */
final class DeliveryAnswer {

    private DeliveryAnswer() {}

    static Delivery of(DeliveryRecord record) {
        Delivery.Builder delivery = Delivery.newBuilder()
                .setId(record.id().toString())
                .setIncidentId(record.incidentId().toString())
                .setChannel(record.channel())
                .setDestination(record.destination())
                .setOperation(record.operation())
                .setSummary(record.summary())
                .setOutcome(outcome(record.outcome()))
                .setDetail(record.detail())
                .setReceipt(record.receipt())
                .setIncidentVersion(record.incidentVersion())
                .setStartedTime(timestamp(record.startedTime()));
        if (record.endedTime() != null) delivery.setEndedTime(timestamp(record.endedTime()));
        return delivery.build();
    }

    private static DeliveryOutcome outcome(DeliveryRecord.State state) {
        return switch (state) {
            case ATTEMPTED -> DeliveryOutcome.DELIVERY_OUTCOME_ATTEMPTED;
            case SENT -> DeliveryOutcome.DELIVERY_OUTCOME_SENT;
            case RETRY -> DeliveryOutcome.DELIVERY_OUTCOME_RETRY;
            case REFUSED -> DeliveryOutcome.DELIVERY_OUTCOME_REFUSED;
        };
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
