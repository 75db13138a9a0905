package dev.firstline.platform.rpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.Locale;

/**
 * gRPC's answers other than success, as JSON.
 *
 * @see <a href="https://connectrpc.com/docs/protocol/#error-end-stream">Connect protocol, errors</a>
 */
final class JsonErrors {

    private JsonErrors() {}

    static void answer(RoutingContext context, StatusRuntimeException failure) {
        JsonObject body = new JsonObject()
                .put("code", failure.getStatus().getCode().name().toLowerCase(Locale.ROOT))
                .put("message", failure.getStatus().getDescription());
        JsonArray details = new JsonArray();
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        for (Any detail : status.getDetailsList()) {
            details.add(detail(detail));
            retryAfter(context, detail);
        }
        if (!details.isEmpty()) body.put("details", details);
        context.response()
                .setStatusCode(httpStatus(failure))
                .putHeader("content-type", "application/json")
                .end(body.encode());
    }

    private static JsonObject detail(Any detail) {
        String type = detail.getTypeUrl().substring(detail.getTypeUrl().lastIndexOf('/') + 1);
        JsonObject json = new JsonObject()
                .put("type", type)
                .put(
                        "value",
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(detail.getValue().toByteArray()));
        Object readable = readable(detail);
        return readable == null ? json : json.put("debug", readable);
    }

    private static Object readable(Any detail) {
        try {
            if (detail.is(ErrorInfo.class)) {
                return new JsonObject()
                        .put("reason", detail.unpack(ErrorInfo.class).getReason());
            }
            if (detail.is(BadRequest.class)) {
                JsonObject fields = new JsonObject();
                detail.unpack(BadRequest.class)
                        .getFieldViolationsList()
                        .forEach(violation -> fields.put(violation.getField(), violation.getDescription()));
                return fields;
            }
            return null;
        } catch (com.google.protobuf.InvalidProtocolBufferException unreadable) {
            return null;
        }
    }

    private static void retryAfter(RoutingContext context, Any detail) {
        if (!detail.is(RetryInfo.class)) return;
        try {
            var delay = detail.unpack(RetryInfo.class).getRetryDelay();
            // Whole seconds, and none too early.
            long seconds = delay.getSeconds() + (delay.getNanos() > 0 ? 1 : 0);
            context.response().putHeader("retry-after", Long.toString(Math.max(1, seconds)));
        } catch (com.google.protobuf.InvalidProtocolBufferException unreadable) {
            context.response().putHeader("retry-after", "1");
        }
    }

    private static int httpStatus(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case CANCELLED -> 499;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            default -> 500;
        };
    }
}
