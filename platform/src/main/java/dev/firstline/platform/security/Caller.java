package dev.firstline.platform.security;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.net.SocketAddress;

/** Who calls, and from where: out of the token and the connection, never out of the request. */
@Singleton
public class Caller {

    private static final Context.Key<String> ADDRESS = Context.key("firstline-caller-address");

    private final SecurityIdentity identity;

    public Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The token's name of the caller ({@code upn}, {@code preferred_username} or {@code sub}). */
    public String actor() {
        return identity.getPrincipal().getName();
    }

    /** The address that the call came from, as far as the connection tells. */
    public String address() {
        String known = ADDRESS.get();
        return known == null ? "unknown" : known;
    }

    /** Notes each call's address. */
    @Singleton
    @GlobalInterceptor
    public static class Address implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            Context noted = Context.current().withValue(ADDRESS, remote == null ? "unknown" : remote.toString());
            return Contexts.interceptCall(noted, call, headers, next);
        }
    }
}
