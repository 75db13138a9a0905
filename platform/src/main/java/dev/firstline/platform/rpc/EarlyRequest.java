package dev.firstline.platform.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.grpc.runtime.Interceptors;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

/**
 * Asks for a call's message before the call moves to a virtual thread. Quarkus 3.31 asks for it there, while the end of the request
 * needs no asking: now and then the end overtakes the message, and the call fails with "Half-closed without a request".
 *
 * @see <a href="https://github.com/quarkusio/quarkus/pull/55041">Quarkus: half-close race under load</a>
 */
@Singleton
@GlobalInterceptor
public class EarlyRequest implements ServerInterceptor, Prioritized {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ServerCall.Listener<Q> listener = next.startCall(call, headers);
        if (call.getMethodDescriptor().getType() == io.grpc.MethodDescriptor.MethodType.UNARY) call.request(1);
        return listener;
    }

    /** Outside of what moves the call. */
    @Override
    public int getPriority() {
        return Interceptors.BLOCKING_HANDLER + 1;
    }
}
