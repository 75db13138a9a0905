package dev.firstline.platform.rpc;

import dev.firstline.platform.database.Database;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The one place where exceptions become gRPC's answers. */
@Singleton
public class ProblemMapping implements ExceptionHandlerProvider {

    private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

    /** What a caller waits before it asks again while the database is away. */
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(1);

    @Override
    public Throwable transform(Throwable failure) {
        return toGrpc(failure);
    }

    /** The answer for an exception. What is a bug of ours is logged here, and told without its inside. */
    public static StatusRuntimeException toGrpc(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem.toGrpc();
            case StatusRuntimeException answered -> answered;
            case StatusException answered -> answered.getStatus().asRuntimeException(answered.getTrailers());
            case UnauthorizedException refused -> status(Status.UNAUTHENTICATED, "a bearer token is needed");
            case AuthenticationFailedException refused ->
                status(Status.UNAUTHENTICATED, "the bearer token is not valid");
            case ForbiddenException refused -> status(Status.PERMISSION_DENIED, "the token's roles don't allow this");
            case Throwable other
            when Database.isUnstorableText(other) ->
                Problem.invalid("request", "one of its texts holds a NUL character, which can't be stored")
                        .toGrpc();
            case Throwable other
            when Database.isAway(other) ->
                Problem.unavailable("DATABASE_AWAY", "the database is away", DATABASE_RETRY)
                        .toGrpc();
            default -> {
                LOG.error("a call failed for a reason of our own", failure);
                yield Problem.internal().toGrpc();
            }
        };
    }

    private static StatusRuntimeException status(Status status, String description) {
        return status.withDescription(description).asRuntimeException();
    }

    @Override
    public <ReqT, RespT> ExceptionHandler<ReqT, RespT> createHandler(
            ServerCall.Listener<ReqT> listener, ServerCall<ReqT, RespT> serverCall, Metadata metadata) {
        return new MappedFailures<>(listener, serverCall, metadata);
    }

    private static final class MappedFailures<A, I> extends ExceptionHandler<A, I> {

        MappedFailures(ServerCall.Listener<A> listener, ServerCall<A, I> call, Metadata metadata) {
            super(listener, call, metadata);
        }

        @Override
        protected void handleException(Throwable failure, ServerCall<A, I> call, Metadata metadata) {
            StatusRuntimeException answer = toGrpc(failure);
            call.close(answer.getStatus(), answer.getTrailers() == null ? new Metadata() : answer.getTrailers());
        }
    }
}
