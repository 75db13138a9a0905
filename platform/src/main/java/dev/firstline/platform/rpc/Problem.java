package dev.firstline.platform.rpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An answer other than success, on its way to a caller: a status, a reason that programs can rely on, and what helps to do better.
 *
 * @see <a href="https://google.aip.dev/193">AIP-193, Errors</a>
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String DOMAIN = "firstline.dev";

    /**
     * What is wrong with one field of a request.
     *
     * @param field the field's path, "events[3].fingerprint" for example
     * @param description what is wrong and what would be right
     */
    public record Violation(String field, String description) {}

    private final Status.Code code;
    private final String reason;
    private final transient Map<String, String> metadata;
    private final transient List<Violation> violations;
    private final transient Duration retryAfter;

    private Problem(
            Status.Code code,
            String reason,
            String message,
            Map<String, String> metadata,
            List<Violation> violations,
            Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    /** There is no such thing. */
    public static Problem notFound(String what, String id) {
        return new Problem(
                Status.Code.NOT_FOUND, "NOT_FOUND", "no " + what + " '" + id + "'", Map.of(what, id), List.of(), null);
    }

    /** The request itself is wrong; all that is wrong with it at once. */
    public static Problem invalid(List<Violation> violations) {
        StringBuilder message = new StringBuilder("the request is not valid");
        for (Violation violation : violations) {
            message.append("; ").append(violation.field()).append(": ").append(violation.description());
        }
        return new Problem(
                Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", message.toString(), Map.of(), violations, null);
    }

    /** One field of the request is wrong. */
    public static Problem invalid(String field, String description) {
        return invalid(List.of(new Violation(field, description)));
    }

    /**
     * The request is right, but not in the state that things are in.
     *
     * @param reason a stable word in UPPER_SNAKE_CASE
     */
    public static Problem precondition(String reason, String message) {
        return new Problem(Status.Code.FAILED_PRECONDITION, reason, message, Map.of(), List.of(), null);
    }

    /**
     * Not now: the same request may succeed later. Nothing of it was done.
     *
     * @param reason a stable word in UPPER_SNAKE_CASE
     */
    public static Problem unavailable(String reason, String message, Duration retryAfter) {
        return new Problem(Status.Code.UNAVAILABLE, reason, message, Map.of(), List.of(), retryAfter);
    }

    /** A bug of ours. Its inside stays in the log; that it is an answer, and no transport's failure, shows in its reason. */
    static Problem internal() {
        return new Problem(
                Status.Code.INTERNAL, "INTERNAL", "an internal error; the log says more", Map.of(), List.of(), null);
    }

    /** Whether an answer was given by one of our services; otherwise the way to it or back has failed. */
    public static boolean isAnswered(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        return status != null && status.getDetailsList().stream().anyMatch(detail -> detail.is(ErrorInfo.class));
    }

    /** The status that leaves with it. */
    public Status.Code code() {
        return code;
    }

    /** The stable word for programs. */
    public String reason() {
        return reason;
    }

    /** What is wrong with the request's fields; empty where they are right. */
    public List<Violation> violations() {
        return violations;
    }

    /** How long to wait before another try; null where waiting doesn't help. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** As gRPC's answer, with {@code google.rpc} details. */
    public StatusRuntimeException toGrpc() {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(getMessage());
        status.addDetails(Any.pack(ErrorInfo.newBuilder()
                .setReason(reason)
                .setDomain(DOMAIN)
                .putAllMetadata(metadata)
                .build()));
        if (!violations.isEmpty()) status.addDetails(Any.pack(badRequest()));
        if (retryAfter != null) status.addDetails(Any.pack(retryInfo()));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private BadRequest badRequest() {
        BadRequest.Builder request = BadRequest.newBuilder();
        for (Violation violation : violations) {
            request.addFieldViolationsBuilder().setField(violation.field()).setDescription(violation.description());
        }
        return request.build();
    }

    private RetryInfo retryInfo() {
        return RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(retryAfter.getSeconds())
                        .setNanos(retryAfter.getNano()))
                .build();
    }
}
