package dev.firstline.platform.duework;

import dev.firstline.platform.database.Database;
import dev.firstline.platform.rpc.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Says what an exception means for a piece of due work: who waits for ever, and what is parked. Only what is the item's own fault
 * becomes a dead letter.
 */
final class FailureJudge {

    /** An item that failed this often, alone while others succeeded, is at fault itself. */
    static final int ATTEMPTS_ALONE = 5;

    private FailureJudge() {}

    /**
     * @param attempt which attempt failed, from 1
     * @param othersSucceed whether other work of the kind succeeded since this one began to fail
     */
    static Result judge(Throwable failure, int attempt, boolean othersSucceed) {
        if (failure instanceof StatusRuntimeException answered) {
            // A connection that breaks under a call looks like a bug of the receiver (INTERNAL after a GOAWAY, say),
            // and isn't one.
            if (isBug(answered) && !Problem.isAnswered(answered)) return Result.later(describe(answered));
            Result ofStatus = judge(answered.getStatus());
            if (ofStatus != null) return ofStatus;
        }
        String reason = describe(failure);
        if (failure instanceof CircuitBreakerOpenException) return Result.later(reason);
        if (!Database.isAway(failure) && attempt >= ATTEMPTS_ALONE && othersSucceed) {
            return new Result.Refused("failed " + attempt + " times while others succeeded: " + reason);
        }
        return Result.later(reason);
    }

    private static boolean isBug(StatusRuntimeException answered) {
        Status.Code code = answered.getStatus().getCode();
        return code == Status.Code.INTERNAL || code == Status.Code.UNKNOWN;
    }

    /** Whether a failure may be the work's own fault: nobody is known to be away. */
    static boolean isOwnFault(Throwable failure) {
        if (failure instanceof StatusRuntimeException answered)
            return !(judge(answered.getStatus()) instanceof Result.Later);
        return !(failure instanceof CircuitBreakerOpenException) && !Database.isAway(failure);
    }

    /** Whether a failure is worth its stack trace: nobody is known to be away. */
    static boolean isUnexpected(Throwable failure) {
        return !(failure instanceof StatusRuntimeException)
                && !(failure instanceof CircuitBreakerOpenException)
                && !Database.isAway(failure);
    }

    private static Result judge(Status status) {
        String reason = status.getCode() + ": " + status.getDescription();
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> new Result.Refused(reason);
            case UNAVAILABLE,
                    DEADLINE_EXCEEDED,
                    UNAUTHENTICATED,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    CANCELLED,
                    UNIMPLEMENTED -> Result.later(reason);
            default -> null;
        };
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
