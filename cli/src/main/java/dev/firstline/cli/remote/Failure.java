package dev.firstline.cli.remote;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** An answer other than success, in one line for a person and one number for a script. */
final class Failure {

    private Failure() {}

    /** What a command ends with. */
    static CommandFailed told(StatusRuntimeException failure, String service, String address) {
        Status status = failure.getStatus();
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        String said = said(status);
        return switch (status.getCode()) {
            case UNAVAILABLE -> new CommandFailed(ExitCode.UNREACHABLE, unavailable(details, service, address, said));
            case DEADLINE_EXCEEDED ->
                new CommandFailed(ExitCode.UNREACHABLE, service + " at " + address + " gave no answer in time");
            case UNAUTHENTICATED ->
                new CommandFailed(
                        ExitCode.FAILED,
                        service + ": " + said
                                + "; set FIRSTLINE_TOKEN or --token-file, or renew the local one with ./firstline up");
            case UNIMPLEMENTED ->
                new CommandFailed(
                        ExitCode.FAILED, "what answers at " + address + " is not firstline's " + service + ": " + said);
            default -> new CommandFailed(ExitCode.FAILED, service + ": " + said + violations(details, said));
        };
    }

    private static String said(Status status) {
        String said = status.getDescription();
        // Who isn't let in is refused by HTTP, before gRPC sees the call; the transport then tells headers and body
        // over many lines.
        if (said != null && said.startsWith("HTTP status code")) {
            return status.getCode() == Status.Code.UNAUTHENTICATED
                    ? "the bearer token is not valid"
                    : said.lines().findFirst().orElseThrow();
        }
        if (said == null && status.getCause() != null) said = status.getCause().getMessage();
        return said == null ? status.getCode().name() : said.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String unavailable(com.google.rpc.Status details, String service, String address, String said) {
        if (detail(details, ErrorInfo.class).isEmpty()) {
            return "can't reach " + service + " at " + address + " (" + said + "); is it up? ./firstline status";
        }
        return service + ": " + said
                + detail(details, RetryInfo.class)
                        .map(retry -> "; try again in "
                                + Math.max(1, retry.getRetryDelay().getSeconds()) + " s")
                        .orElse("");
    }

    private static String violations(com.google.rpc.Status details, String said) {
        StringBuilder text = new StringBuilder();
        for (BadRequest.FieldViolation violation : detail(details, BadRequest.class)
                .orElse(BadRequest.getDefaultInstance())
                .getFieldViolationsList()) {
            String line = violation.getField() + ": " + violation.getDescription();
            if (!said.contains(line)) text.append("; ").append(line);
        }
        return text.toString();
    }

    private static <M extends Message> Optional<M> detail(com.google.rpc.Status status, Class<M> type) {
        if (status == null) return Optional.empty();
        for (Any any : status.getDetailsList()) {
            try {
                if (any.is(type)) return Optional.of(any.unpack(type));
            } catch (InvalidProtocolBufferException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
