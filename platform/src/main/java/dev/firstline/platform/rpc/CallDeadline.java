package dev.firstline.platform.rpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends calls at their deadline. Vert.x' gRPC client (4.5.24) tells a deadline to the server and does not look at it itself: with a
 * server that stands still, {@code withDeadlineAfter} alone waits for ever.
 */
@Singleton
@GlobalInterceptor
public class CallDeadline implements ClientInterceptor {

    /** A client that ends its calls by itself (Netty's) may do so first. */
    private static final long GRACE_MILLIS = 20;

    private final Vertx vertx;

    public CallDeadline(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return options.getDeadline() == null ? call : new Bounded<>(call, options);
    }

    private final class Bounded<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private final CallOptions options;

        Bounded(ClientCall<Q, A> call, CallOptions options) {
            super(call);
            this.options = options;
        }

        @Override
        public void start(Listener<A> answers, Metadata headers) {
            Once<A> once = new Once<>(answers);
            long left = Math.max(0, options.getDeadline().timeRemaining(TimeUnit.MILLISECONDS));
            once.timer = vertx.setTimer(left + GRACE_MILLIS, over -> expire(once));
            super.start(once, headers);
        }

        /** Who waits for the call looks only at what its executor brings (a blocking stub's is its own thread). */
        private void expire(Once<A> once) {
            Executor executor = options.getExecutor();
            Status status = Status.DEADLINE_EXCEEDED.withDescription("no answer before the call's deadline");
            if (executor == null) once.onClose(status, new Metadata());
            else executor.execute(() -> once.onClose(status, new Metadata()));
            super.cancel("no answer before the call's deadline", null);
        }
    }

    /** Hands on one end only: the deadline's or the server's, whichever comes first. */
    private final class Once<A> extends SimpleForwardingClientCallListener<A> {

        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile long timer;

        Once(ClientCall.Listener<A> answers) {
            super(answers);
        }

        @Override
        public void onMessage(A message) {
            if (!closed.get()) super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!closed.compareAndSet(false, true)) return;
            vertx.cancelTimer(timer);
            super.onClose(status, trailers);
        }
    }
}
