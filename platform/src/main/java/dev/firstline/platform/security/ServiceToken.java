package dev.firstline.platform.security;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts this service's own token on every call that it makes. The file is read again as it changes: Kubernetes renews it. */
@Singleton
@GlobalInterceptor
public class ServiceToken implements ClientInterceptor {

    /** Where the token lies. */
    @ConfigMapping(prefix = "firstline.service-token")
    public interface ServiceTokenConfig {

        /** A file that holds a bearer JWT with the role "service", and nothing else. */
        Optional<Path> file();
    }

    private static final Logger LOG = Logger.getLogger(ServiceToken.class);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private record Read(long modifiedMillis, String token) {}

    private final Optional<Path> file;
    private volatile Read read = new Read(-1, "");

    public ServiceToken(ServiceTokenConfig config) {
        this.file = config.file();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> answers, Metadata headers) {
                String token = token();
                if (!token.isEmpty() && !headers.containsKey(AUTHORIZATION)) {
                    headers.put(AUTHORIZATION, "Bearer " + token);
                }
                super.start(answers, headers);
            }
        };
    }

    private String token() {
        if (file.isEmpty()) return "";
        try {
            long modified = Files.getLastModifiedTime(file.get()).toMillis();
            Read known = read;
            if (known.modifiedMillis == modified) return known.token;
            String token = Files.readString(file.get()).strip();
            read = new Read(modified, token);
            return token;
        } catch (IOException unreadable) {
            // The call goes out without a token, is refused, and tried again: nothing is lost while somebody mends the
            // file.
            LOG.warnf("the service token can't be read: %s", unreadable.getMessage());
            return "";
        }
    }
}
