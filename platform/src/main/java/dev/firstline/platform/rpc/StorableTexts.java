package dev.firstline.platform.rpc;

import com.google.protobuf.Message;
import dev.firstline.platform.rpc.Problem.Violation;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Refuses requests of which a text can't be stored, before any of our code sees them, and names the fields: the database would refuse
 * them as well, without saying which one it meant. What services tell each other passes: nobody there could mend it, and its receiver
 * takes what can be taken.
 */
@Singleton
@GlobalInterceptor
public class StorableTexts implements ServerInterceptor, Prioritized {

    /** The last before the method, so that a refusal is audited as every other one is ({@link RefusedCalls}). */
    private static final int LAST = -1000;

    @Override
    public int getPriority() {
        return LAST;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getBareMethodName().startsWith("Receive")) return next.startCall(call, headers);
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {

            private boolean refused;

            @Override
            public void onMessage(Q request) {
                List<Violation> wrong = request instanceof Message message ? NulCharacters.in(message) : List.of();
                if (wrong.isEmpty()) {
                    super.onMessage(request);
                    return;
                }
                refused = true;
                StatusRuntimeException answer = Problem.invalid(wrong).toGrpc();
                call.close(answer.getStatus(), answer.getTrailers());
            }

            @Override
            public void onHalfClose() {
                if (!refused) super.onHalfClose();
            }
        };
    }
}
