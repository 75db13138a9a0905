package dev.firstline.ingest.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** What happens at one queue, for its metrics, its health and the log. */
final class QueueWatch {

    private static final Logger LOG = Logger.getLogger(QueueWatch.class);

    private final String source;
    private final BooleanSupplier room;
    private final MeterRegistry meters;
    private final AtomicReference<String> failure = new AtomicReference<>("");

    /**
     * @param source the configured name of the source
     * @param room whether more can be taken in
     */
    QueueWatch(String source, BooleanSupplier room, MeterRegistry meters) {
        this.source = source;
        this.room = room;
        this.meters = meters;
    }

    String source() {
        return source;
    }

    /** Why it can't be read at present; empty where it can. */
    Optional<String> failure() {
        return Optional.of(failure.get()).filter(reason -> !reason.isEmpty());
    }

    boolean hasRoom() {
        return room.getAsBoolean();
    }

    void read(int messages) {
        if (!failure.getAndSet("").isEmpty()) LOG.infof("the queue of %s can be read again", source);
        messages("read", messages);
    }

    void failed(String reason) {
        String before = failure.getAndSet(reason);
        if (!before.equals(reason)) LOG.warnf("the queue of %s can't be read: %s", source, reason);
        failure("read");
    }

    /** What was taken in and is still there comes again, and is absorbed. */
    void notDeleted(String reason) {
        LOG.warnf("messages of the queue of %s could not be deleted, and come again: %s", source, reason);
        failure("delete");
    }

    /** Messages that could not be taken in for now. */
    void left(int messages) {
        LOG.warnf("%d messages are left in the queue of %s: there was no room for them", messages, source);
        messages("left", messages);
    }

    private void messages(String what, int many) {
        meters.counter("firstline.ingest.queue.messages", "source", source, "what", what)
                .increment(many);
    }

    private void failure(String what) {
        meters.counter("firstline.ingest.queue.failures", "source", source, "what", what)
                .increment();
    }
}
