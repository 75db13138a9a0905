package dev.firstline.platform.duework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.rpc.ProblemMapping;
import io.grpc.Status;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureJudgeTest {

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "UNAUTHENTICATED", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED"})
    void whoIsAwayIsTriedForEver(Status.Code code) {
        assertThat(FailureJudge.judge(Status.fromCode(code).asRuntimeException(), 1000, true))
                .isInstanceOf(Result.Later.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION"})
    void whatIsRefusedIsParkedAtOnce(Status.Code code) {
        assertThat(FailureJudge.judge(Status.fromCode(code).asRuntimeException(), 1, false))
                .isInstanceOf(Result.Refused.class);
    }

    @Test
    void anInternalErrorIsParkedOnlyWhereOthersSucceed() {
        var failure = ProblemMapping.toGrpc(new IllegalStateException("a bug"));
        assertThat(FailureJudge.judge(failure, 5, true)).isInstanceOf(Result.Refused.class);
        assertThat(FailureJudge.judge(failure, 5, false)).isInstanceOf(Result.Later.class);
        assertThat(FailureJudge.judge(failure, 4, true)).isInstanceOf(Result.Later.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INTERNAL", "UNKNOWN"})
    void aConnectionThatBreaksUnderACallIsNobodysFault(Status.Code code) {
        var broken = Status.fromCode(code)
                .withDescription("Connection closed after GOAWAY")
                .asRuntimeException();
        assertThat(FailureJudge.judge(broken, 1000, true)).isInstanceOf(Result.Later.class);
    }

    @Test
    void whoIsLeftAloneForAWhileIsTriedForEver() {
        var open = new CircuitBreakerOpenException("open");
        assertThat(FailureJudge.judge(open, 1000, true)).isInstanceOf(Result.Later.class);
        assertThat(FailureJudge.isOwnFault(open)).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayIsNobodysFault() {
        assertThat(FailureJudge.judge(new RuntimeException(new IOException("gone")), 100, true))
                .isInstanceOf(Result.Later.class);
        assertThat(FailureJudge.judge(new PgException("dead-lock", "ERROR", "40P01", null), 100, true))
                .isInstanceOf(Result.Later.class);
        assertThat(FailureJudge.judge(new PgException("bad text", "ERROR", "22021", null), 100, true))
                .isInstanceOf(Result.Refused.class);
    }
}
