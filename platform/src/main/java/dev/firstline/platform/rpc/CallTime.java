package dev.firstline.platform.rpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a call's caller waits. Vert.x' gRPC server (4.5.24) hands the caller's header on and doesn't look at it itself. */
public final class CallTime {

    private static final Context.Key<Deadline> DEADLINE = Context.key("firstline-call-deadline");

    /** @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests">gRPC over HTTP/2: Timeout</a> */
    private static final Pattern TIMEOUT = Pattern.compile("(\\d{1,8})([HMSmun])");

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private CallTime() {}

    /** Whether nobody waits for the answer of the call that runs here any more. */
    public static boolean isOver(Context call) {
        Deadline deadline = DEADLINE.get(call);
        return call.isCancelled() || deadline != null && deadline.isExpired();
    }

    /** How long the caller of the call that runs here still waits, but not longer than this. Zero where he doesn't any more. */
    public static Duration leftOr(Duration longest) {
        Deadline deadline = DEADLINE.get();
        if (deadline == null) return longest;
        Duration left = Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        return left.compareTo(longest) < 0 ? left : longest;
    }

    /** What a header says; empty where it says nothing that can be read. */
    static Optional<Deadline> read(String header) {
        Matcher timeout = TIMEOUT.matcher(header == null ? "" : header);
        return timeout.matches()
                ? Optional.of(Deadline.after(Long.parseLong(timeout.group(1)), unit(timeout.group(2))))
                : Optional.empty();
    }

    private static TimeUnit unit(String letter) {
        return switch (letter) {
            case "H" -> TimeUnit.HOURS;
            case "M" -> TimeUnit.MINUTES;
            case "S" -> TimeUnit.SECONDS;
            case "m" -> TimeUnit.MILLISECONDS;
            case "u" -> TimeUnit.MICROSECONDS;
            default -> TimeUnit.NANOSECONDS;
        };
    }

    /** Notes each call's deadline. */
    @Singleton
    @GlobalInterceptor
    public static class Noting implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Optional<Deadline> deadline = read(headers.get(HEADER));
            if (deadline.isEmpty()) return next.startCall(call, headers);
            return Contexts.interceptCall(Context.current().withValue(DEADLINE, deadline.get()), call, headers, next);
        }
    }
}
