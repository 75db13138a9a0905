package dev.firstline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What callers of every service hear while its database is away. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /** A gRPC call is refused with UNAVAILABLE, the stable reason, and when to come again. */
    public static void assertRefused(ThrowingCallable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).as("the call is refused").isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        try {
            var details = StatusProto.fromThrowable(refused).getDetailsList();
            assertThat(details.get(0).unpack(ErrorInfo.class).getReason()).isEqualTo("DATABASE_AWAY");
            assertThat(details.get(1).unpack(RetryInfo.class).getRetryDelay().getSeconds())
                    .isPositive();
        } catch (InvalidProtocolBufferException otherDetails) {
            throw new AssertionError(otherDetails);
        }
    }

    /**
     * The same over HTTP: 503 with Retry-After.
     *
     * @param method a gRPC method's full name
     * @param token the caller's
     */
    public static void assertRefused(String method, String token, String json) {
        Response answer = RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(json)
                .post("/" + method);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotNull();
        assertThat(answer.body().asString()).contains("DATABASE_AWAY");
    }
}
