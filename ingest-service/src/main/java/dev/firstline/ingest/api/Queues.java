package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.SqsSource;
import dev.firstline.ingest.source.queue.QueueSettings;
import dev.firstline.ingest.source.queue.SqsQueue;
import dev.firstline.ingest.store.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The queues that are read. Any number of replicas read the same ones: SQS hides from the others what one of them got. */
@Singleton
public class Queues {

    private static final String CONTENT_TYPE = "application/json";

    /** How long the readers may take to give back what they hold; commits in flight end before. */
    private static final Duration STOP = Duration.ofSeconds(4);

    private final IngestConfig config;
    private final Sources sources;
    private final Intake intake;
    private final Backlog backlog;
    private final AcceptSpans spans;
    private final MeterRegistry meters;
    private final List<QueueWatch> watches = new ArrayList<>();
    private final List<QueueReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<SqsQueue> queues = new ArrayList<>();

    public Queues(
            IngestConfig config,
            Sources sources,
            Intake intake,
            Backlog backlog,
            AcceptSpans spans,
            MeterRegistry meters) {
        this.config = config;
        this.sources = sources;
        this.intake = intake;
        this.backlog = backlog;
        this.spans = spans;
        this.meters = meters;
    }

    /** How each of them fares. */
    List<QueueWatch> watches() {
        return List.copyOf(watches);
    }

    /** How a source's queue is read; empty where it has none. */
    static Optional<QueueSettings> settings(IngestConfig.Queue queue) {
        return queue.url()
                .map(url -> new QueueSettings(
                        url, queue.region(), queue.endpoint(), queue.longPoll(), queue.visibility(), queue.readers()));
    }

    void start(@Observes StartupEvent event) {
        config.sources().forEach((name, source) -> settings(source.queue())
                .ifPresent(settings -> read(sources.find(name).orElseThrow(), settings)));
    }

    private void read(Sources.Source source, QueueSettings settings) {
        SqsQueue queue =
                new SqsQueue(settings, DefaultCredentialsProvider.builder().build());
        QueueWatch watch = new QueueWatch(source.name(), () -> backlog.refusal().isEmpty(), meters);
        queues.add(queue);
        watches.add(watch);
        for (int i = 0; i < settings.readers(); i++) {
            QueueReader reader = new QueueReader(queue, settings, message -> accept(source, message), watch);
            readers.add(reader);
            threads.add(Thread.ofVirtual().name("queue " + source.name()).start(reader::run));
        }
    }

    private CompletableFuture<Intake.Answer> accept(Sources.Source source, SqsQueue.Message message) {
        Span span = spans.call(source.name());
        Payload payload = new Payload(
                source.name(),
                CONTENT_TYPE,
                message.body().getBytes(StandardCharsets.UTF_8),
                Map.of(SqsSource.MESSAGE_ID, message.id()));
        return intake.accept(source, payload, AcceptSpans.traceparent(span))
                .whenComplete((answer, failure) -> span.end());
    }

    void stop(@Observes ShutdownEvent event) {
        readers.forEach(QueueReader::stop);
        long endNanos = System.nanoTime() + STOP.toNanos();
        try {
            for (Thread thread : threads) thread.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        queues.forEach(SqsQueue::close);
    }
}
