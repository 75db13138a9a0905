package dev.firstline.remediation.action;

import dev.firstline.remediation.domain.Action.Watched;
import dev.firstline.remediation.domain.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilter;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilterKey;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionLimitExceededException;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationExecutionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationExecutionsResponse;
import software.amazon.awssdk.services.ssm.model.InternalServerErrorException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The calls of AWS Systems Manager, each sent once: every answer is a value. */
final class SsmCalls {

    /** Statuses that nothing follows. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html */
    private static final Set<String> GOOD = Set.of("Success", "CompletedWithSuccess");

    private static final Set<String> BAD = Set.of(
            "TimedOut",
            "Cancelled",
            "Failed",
            "Rejected",
            "ChangeCalendarOverrideRejected",
            "CompletedWithFailure",
            "Exited");

    private static final int MAX_PAGES = 20;

    /** What became of a start. */
    sealed interface Reply {

        /** It runs. */
        record Execution(String id) implements Reply {}

        /** Not now: nothing has happened. */
        record NotNow(String reason) implements Reply {}

        /** Never: nothing has happened. */
        record Refused(String reason) implements Reply {}

        /** No answer, or one that leaves open what has happened. */
        record Lost(String reason) implements Reply {}
    }

    /** Whether there is one. */
    sealed interface Found {

        /** This one. */
        record Yes(String id) implements Found {}

        /** None. */
        record No() implements Found {}

        /** Nobody answered. */
        record Nobody(String reason) implements Found {}
    }

    private final SsmClient client;
    private final AwsCredentialsProvider credentials;

    /** @param credentials those that the client signs with */
    SsmCalls(SsmClient client, AwsCredentialsProvider credentials) {
        this.client = client;
        this.credentials = credentials;
    }

    /** A client that repeats nothing by itself; empty where no region is configured. */
    static Optional<SsmClient> client(SsmConfig config, AwsCredentialsProvider credentials) {
        return config.region().map(region -> {
            SsmClientBuilder builder = SsmClient.builder()
                    .region(Region.of(region))
                    .credentialsProvider(credentials)
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(config.timeout())
                            .socketTimeout(config.timeout()))
                    .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallTimeout(config.timeout())
                            .apiCallAttemptTimeout(config.timeout()));
            config.endpoint().ifPresent(builder::endpointOverride);
            return builder.build();
        });
    }

    /**
     * Starts it, once there are credentials to sign with: the SDK looks for them inside the call, and what it says where it finds none
     * can't be told from a lost answer.
     *
     * @param inTime whether there is still time for a call once they are found (an instance's come over the network)
     */
    Reply start(Plan plan, UUID intent, BooleanSupplier inTime) {
        try {
            var found = credentials.resolveCredentials();
            if (found == null) return new Reply.NotNow("nothing was sent: there are no credentials");
        } catch (RuntimeException none) {
            return new Reply.NotNow("nothing was sent: " + none.getMessage());
        }
        if (!inTime.getAsBoolean()) return new Reply.NotNow("nothing was sent: finding the credentials took too long");
        return send(plan, intent);
    }

    private Reply send(Plan plan, UUID intent) {
        try {
            return new Reply.Execution(client.startAutomationExecution(
                            request -> request.documentName(plan.parameters().get(SsmPlan.DOCUMENT))
                                    .parameters(SsmPlan.parameters(plan))
                                    .clientToken(intent.toString())
                                    .tags(Tag.builder()
                                            .key(intent.toString())
                                            .value("firstline")
                                            .build()))
                    .automationExecutionId());
        } catch (SsmException answered) {
            return of(answered);
        } catch (SdkException noAnswer) {
            return new Reply.Lost(noAnswer.getMessage());
        }
    }

    private static Reply of(SsmException answered) {
        String reason = "HTTP " + answered.statusCode() + ": " + answered.getMessage();
        if (answered.isThrottlingException() || answered instanceof AutomationExecutionLimitExceededException) {
            return new Reply.NotNow(reason);
        }
        if (answered.statusCode() >= 500 || answered instanceof InternalServerErrorException) {
            return new Reply.Lost(reason);
        }
        return new Reply.Refused(reason);
    }

    Found find(UUID intent) {
        try {
            String token = null;
            for (int page = 0; page < MAX_PAGES; page++) {
                DescribeAutomationExecutionsResponse answer = client.describeAutomationExecutions(byTag(intent, token));
                if (!answer.automationExecutionMetadataList().isEmpty()) {
                    return new Found.Yes(
                            answer.automationExecutionMetadataList().get(0).automationExecutionId());
                }
                token = answer.nextToken();
                if (token == null || token.isEmpty()) return new Found.No();
            }
            return new Found.Nobody("too many pages without an answer");
        } catch (SdkException failure) {
            return new Found.Nobody(failure.getMessage());
        }
    }

    private static DescribeAutomationExecutionsRequest byTag(UUID intent, String token) {
        return DescribeAutomationExecutionsRequest.builder()
                .filters(AutomationExecutionFilter.builder()
                        .key(AutomationExecutionFilterKey.TAG_KEY)
                        .values(intent.toString())
                        .build())
                .nextToken(token)
                .build();
    }

    Watched look(String id) {
        try {
            AutomationExecution execution = client.getAutomationExecution(request -> request.automationExecutionId(id))
                    .automationExecution();
            String status = execution.automationExecutionStatusAsString();
            String text = "automation execution " + id + ": " + status + told(execution);
            if (GOOD.contains(status)) return new Watched.Succeeded(text);
            return BAD.contains(status) ? new Watched.Failed(text) : new Watched.Running(text);
        } catch (SdkException failure) {
            return new Watched.Later(failure.getMessage());
        }
    }

    private static String told(AutomationExecution execution) {
        StringBuilder text = new StringBuilder();
        if (execution.failureMessage() != null && !execution.failureMessage().isBlank()) {
            text.append("\n").append(execution.failureMessage());
        }
        for (Map.Entry<String, List<String>> output : new TreeMap<>(execution.outputs()).entrySet()) {
            text.append("\n").append(output.getKey()).append(": ").append(String.join(", ", output.getValue()));
        }
        return text.toString();
    }
}
