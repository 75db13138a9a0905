package dev.firstline.platform.rpc;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.security.Caller;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Writes changes that were refused into the audit log. The refusal takes its own transaction back, or comes before there is one
 * (a role that doesn't suffice, no token), so the line is written in another, after the answer has left. Where the token isn't valid,
 * no call comes this far: see {@link RefusedTokens}.
 */
@Singleton
@GlobalInterceptor
public class RefusedCalls implements ServerInterceptor {

    private static final Logger LOG = Logger.getLogger(RefusedCalls.class);

    /** Lines that may be under way at once: whoever sends refused calls in masses must not take the database for himself. */
    private static final int AT_ONCE = 8;

    private final Transactions transactions;
    private final AuditLog log;
    private final Caller caller;
    private final CurrentIdentityAssociation identities;
    private final MeterRegistry meters;
    private final Semaphore free = new Semaphore(AT_ONCE);

    public RefusedCalls(
            Transactions transactions,
            AuditLog log,
            Caller caller,
            CurrentIdentityAssociation identities,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.log = log;
        this.caller = caller;
        this.identities = identities;
        this.meters = meters;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!AuditedMethods.isChange(call.getMethodDescriptor())) return next.startCall(call, headers);
        Noted<Q, A> noted = new Noted<>(call, caller.address(), identities.getDeferredIdentity());
        return new SimpleForwardingServerCallListener<>(next.startCall(noted, headers)) {
            @Override
            public void onMessage(Q request) {
                noted.request = request;
                super.onMessage(request);
            }
        };
    }

    private final class Noted<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final String peer;
        private final Uni<SecurityIdentity> identity;
        private volatile Object request;

        Noted(ServerCall<Q, A> call, String peer, Uni<SecurityIdentity> identity) {
            super(call);
            this.peer = peer;
            this.identity = identity;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            if (!AuditedMethods.isRefusal(getMethodDescriptor(), status.getCode())) return;
            identity.subscribe().with(known -> write(name(known), status), unknown -> write("anonymous", status));
        }

        private void write(String actor, Status status) {
            String text = status.getDescription() == null ? "" : ": " + status.getDescription();
            RefusedCalls.this.write(new AuditLog.Line(
                    actor,
                    getMethodDescriptor().getBareMethodName(),
                    AuditedMethods.subject(request),
                    peer,
                    status.getCode() + text));
        }
    }

    private static String name(SecurityIdentity identity) {
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }

    /** Writes a line soon. Doesn't block. */
    void write(AuditLog.Line line) {
        if (!free.tryAcquire()) {
            lost(line, "too many at once");
            return;
        }
        Thread.ofVirtual().name("audit").start(() -> {
            try {
                transactions.run(tx -> log.write(tx, line));
            } catch (RuntimeException failure) {
                lost(line, failure.getMessage());
            } finally {
                free.release();
            }
        });
    }

    /** What the table could not take stands in the log at least. */
    private void lost(AuditLog.Line line, String why) {
        meters.counter("firstline.audit.lost").increment();
        LOG.warnf("not in the audit log (%s): %s", why, line);
    }
}
