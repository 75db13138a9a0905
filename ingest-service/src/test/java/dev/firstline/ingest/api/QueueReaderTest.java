package dev.firstline.ingest.api;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.source.queue.QueueSettings;
import dev.firstline.ingest.source.queue.SqsQueue;
import dev.firstline.ingest.store.Outcome;
import dev.firstline.ingest.testing.FakeSqs;
import dev.firstline.ingest.testing.SeenLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** One queue, and what becomes of its messages. */
class QueueReaderTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> offered = new CopyOnWriteArrayList<>();
    private FakeSqs sqs = new FakeSqs("alerts");
    private SqsQueue queue;
    private boolean room = true;
    private final QueueWatch watch = new QueueWatch("cloud", () -> room, meters);

    /** Which messages are refused. */
    private Predicate<String> refused = body -> false;

    /** What the intake throws; it doesn't where it is empty. */
    private String failing = "";

    @AfterEach
    void close() {
        if (queue != null) queue.close();
        sqs.close();
    }

    /** A reader that has no patience with what is refused, and waits for no messages. */
    private QueueReader reader() {
        return reader(Duration.ZERO, Duration.ZERO);
    }

    private QueueReader reader(Duration longPoll, Duration visibility) {
        QueueSettings settings = new QueueSettings(
                sqs.url(), Optional.of("eu-west-1"), Optional.of(sqs.endpoint()), longPoll, visibility, 1);
        queue = new SqsQueue(settings, StaticCredentialsProvider.create(AwsBasicCredentials.create("an-id", "a-key")));
        return new QueueReader(queue, settings, this::take, watch);
    }

    private CompletableFuture<Intake.Answer> take(SqsQueue.Message message) {
        offered.add(message.body());
        if (!failing.isEmpty()) return CompletableFuture.failedFuture(new IllegalStateException(failing));
        Intake.Answer answer = refused.test(message.body())
                ? new Intake.Answer.Refused(Outcome.Reason.QUEUE_FULL)
                : message.body().equals("unreadable")
                        ? new Intake.Answer.Kept(UUID.randomUUID(), "no JSON", true)
                        : new Intake.Answer.Accepted(new Outcome.Stored(List.of()), 1, 0);
        return CompletableFuture.completedFuture(answer);
    }

    private double counted(String name, String what) {
        return meters.counter(name, "source", "cloud", "what", what).count();
    }

    @Test
    void whatIsTakenInOrKeptAsDeadLetterIsDeleted() {
        sqs.send("a");
        sqs.send("unreadable");
        assertThat(reader().step()).isZero();
        assertThat(offered).containsExactly("a", "unreadable");
        assertThat(sqs.ids()).isEmpty();
        assertThat(counted("firstline.ingest.queue.messages", "read")).isEqualTo(2);
        assertThat(watch.failure()).isEmpty();
    }

    @Test
    void whatAMessageSaysStandsInNoLog() {
        failing = "no room for alice@example.com";
        sqs.send("a");
        try (SeenLog log = SeenLog.open()) {
            reader().step();
            assertThat(watch.failure())
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains("IllegalStateException").doesNotContain("alice"));
            assertThat(log.lines()).noneMatch(line -> line.contains("alice"));
        }
        assertThat(sqs.ids()).hasSize(1);
    }

    @Test
    void whatIsRefusedStaysAndComesAgain() {
        refused = body -> body.equals("b");
        sqs.send("a");
        String b = sqs.send("b");
        QueueReader reader = reader();
        reader.step();
        assertThat(sqs.ids()).containsExactly(b);
        assertThat(counted("firstline.ingest.queue.messages", "left")).isEqualTo(1);
        refused = body -> false;
        reader.step();
        assertThat(sqs.ids()).as("it is hidden for a while").containsExactly(b);
        sqs.timeOut();
        reader.step();
        assertThat(sqs.ids()).isEmpty();
        assertThat(offered).containsExactly("a", "b", "b");
    }

    @Test
    void whatIsRefusedForAMomentIsTriedAgainBeforeAnybodyElseGetsIt() {
        refused = body -> offered.size() < 3;
        sqs.send("a");
        reader(Duration.ZERO, Duration.ofHours(1)).step();
        assertThat(offered).containsExactly("a", "a", "a");
        assertThat(sqs.ids()).isEmpty();
    }

    @Test
    void nothingIsReadWhileThereIsNoRoom() {
        room = false;
        sqs.send("a");
        assertThat(reader().step()).isPositive();
        assertThat(sqs.calls()).isEmpty();
    }

    @Test
    void aQueueInOrderLetsNothingGoBeforeWhatWasRefused() {
        sqs.close();
        sqs = new FakeSqs("alerts.fifo");
        refused = body -> body.equals("b");
        for (String body : List.of("a", "b", "c")) sqs.send(body);
        reader().step();
        assertThat(offered).containsExactly("a", "b");
        assertThat(sqs.ids()).hasSize(2);
    }

    @Test
    void moreThanOneCallBringsIsReadInSeveral() {
        for (int i = 0; i < 12; i++) sqs.send("m" + i);
        QueueReader reader = reader();
        reader.step();
        assertThat(offered).hasSize(10);
        reader.step();
        assertThat(offered).hasSize(12);
        assertThat(sqs.ids()).isEmpty();
    }

    @Test
    void aFailureIsToldAndTheNextReadWaitsLonger() {
        sqs.failNext("ReceiveMessage", 403, "AccessDenied");
        sqs.failNext("ReceiveMessage", 400, "RequestThrottled");
        QueueReader reader = reader();
        Duration first = reader.step();
        assertThat(watch.failure().orElseThrow()).startsWith("HTTP 403");
        assertThat(reader.step()).isGreaterThan(first);
        assertThat(sqs.calls()).as("nothing is repeated by the client").hasSize(2);
        sqs.send("a");
        assertThat(reader.step()).isZero();
        assertThat(watch.failure()).isEmpty();
        assertThat(counted("firstline.ingest.queue.failures", "read")).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeDeletedComesAgain() {
        sqs.failNext("DeleteMessageBatch", 503, "ServiceUnavailable");
        sqs.send("a");
        QueueReader reader = reader();
        reader.step();
        assertThat(sqs.ids()).hasSize(1);
        assertThat(counted("firstline.ingest.queue.failures", "delete")).isEqualTo(1);
        sqs.timeOut();
        reader.step();
        assertThat(sqs.ids()).isEmpty();
        assertThat(offered).containsExactly("a", "a");
    }

    @Test
    void aReaderThatIsStoppedWhileItWaitsEndsAtOnce() throws InterruptedException {
        QueueReader reader = reader(Duration.ofSeconds(20), Duration.ofSeconds(30));
        Thread thread = Thread.ofVirtual().start(reader::run);
        eventually(() -> assertThat(sqs.calls()).containsExactly("ReceiveMessage"));
        reader.stop();
        assertThat(thread.join(Duration.ofSeconds(15))).isTrue();
        assertThat(watch.failure()).isEmpty();
    }

    @Test
    void aReaderThatIsStoppedGivesBackWhatItCouldNotTakeIn() throws InterruptedException {
        refused = body -> true;
        sqs.send("a");
        QueueReader reader = reader(Duration.ofSeconds(20), Duration.ofHours(1));
        Thread thread = Thread.ofVirtual().start(reader::run);
        eventually(() -> assertThat(offered).isNotEmpty());
        reader.stop();
        assertThat(thread.join(Duration.ofSeconds(15))).isTrue();
        assertThat(sqs.visible()).isEqualTo(1);
    }
}
