package dev.firstline.platform.security;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;

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

    /** Notes each call's address, before anything else wants to know it. */
    @Singleton
    @GlobalInterceptor
    public static class Address implements ServerInterceptor, Prioritized {

        private final CallerAddresses addresses;

        public Address(CallerAddresses addresses) {
            this.addresses = addresses;
        }

        @Override
        public int getPriority() {
            return 1;
        }

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context noted = Context.current().withValue(ADDRESS, addresses.of(call, headers));
            return Contexts.interceptCall(noted, call, headers, next);
        }
    }
}
