package dev.firstline.ingest.source.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * The calls of Amazon SQS, each sent once: every answer is a value.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html">Operations</a>
 */
public final class SqsQueue implements AutoCloseable {

    /** As many as one call may bring, or delete. */
    private static final int MOST_MESSAGES = 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * A message.
     *
     * @param id its own, the same whenever it comes again
     * @param receipt what it is deleted with; another one each time it comes
     * @param body what its sender put in
     */
    public record Message(String id, String receipt, String body) {}

    /** What came of a read. */
    public sealed interface Received {

        /** Messages, which nobody else gets for a while; may be none. */
        record Messages(List<Message> messages) implements Received {}

        /** Nothing came, and why. */
        record Failed(String reason) implements Received {}
    }

    private final SqsClient client;
    private final QueueSettings settings;

    /**
     * @throws RuntimeException where no region is known
     */
    public SqsQueue(QueueSettings settings, AwsCredentialsProvider credentials) {
        this.settings = settings;
        Duration longest = settings.longPoll().plus(TIMEOUT);
        SqsClientBuilder builder = SqsClient.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIMEOUT)
                        .socketTimeout(longest))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(longest)
                        .apiCallAttemptTimeout(longest));
        settings.itsRegion().ifPresent(region -> builder.region(Region.of(region)));
        settings.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    /** Waits for messages, no longer than the settings say. */
    public Received receive() {
        try {
            List<Message> messages = client
                    .receiveMessage(request -> request.queueUrl(url())
                            .maxNumberOfMessages(MOST_MESSAGES)
                            .waitTimeSeconds((int) settings.longPoll().toSeconds())
                            .visibilityTimeout((int) settings.visibility().toSeconds()))
                    .messages()
                    .stream()
                    .map(message -> new Message(message.messageId(), message.receiptHandle(), message.body()))
                    .toList();
            return new Received.Messages(messages);
        } catch (SdkException failure) {
            return new Received.Failed(reason(failure));
        }
    }

    /**
     * Deletes messages.
     *
     * @return why some of them are still there; empty where none is
     */
    public Optional<String> delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = messages.stream()
                .map(message -> DeleteMessageBatchRequestEntry.builder()
                        .id(entry(messages, message))
                        .receiptHandle(message.receipt())
                        .build())
                .toList();
        try {
            return failed(
                    client.deleteMessageBatch(request -> request.queueUrl(url()).entries(entries))
                            .failed());
        } catch (SdkException failure) {
            return Optional.of(reason(failure));
        }
    }

    /**
     * Lets others have messages at once.
     *
     * @return why some of them stay hidden for now; empty where none does
     */
    public Optional<String> giveBack(List<Message> messages) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = messages.stream()
                .map(message -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(entry(messages, message))
                        .receiptHandle(message.receipt())
                        .visibilityTimeout(0)
                        .build())
                .toList();
        try {
            return failed(client.changeMessageVisibilityBatch(
                            request -> request.queueUrl(url()).entries(entries))
                    .failed());
        } catch (SdkException failure) {
            return Optional.of(reason(failure));
        }
    }

    private String url() {
        return settings.url().toString();
    }

    /** An entry's name within its call: a message's own id may be longer than SQS allows there. */
    private static String entry(List<Message> messages, Message message) {
        return Integer.toString(messages.indexOf(message));
    }

    private static Optional<String> failed(List<BatchResultErrorEntry> failed) {
        return failed.stream()
                .findFirst()
                .map(first -> failed.size() + " of them: " + first.code() + " " + first.message());
    }

    private static String reason(SdkException failure) {
        return failure instanceof AwsServiceException answered
                ? "HTTP " + answered.statusCode() + ": " + answered.getMessage()
                : failure.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
