package dev.firstline.platform.rpc;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way from a request over HTTP to gRPC in this very process: the port that was asked is the port that gRPC answers on, whatever it
 * was configured to be, with TLS or without.
 */
@Singleton
class SelfChannel {

    private final TlsConfigurationRegistry registry;
    private final Optional<String> tlsName;
    private volatile ManagedChannel channel;

    SelfChannel(
            TlsConfigurationRegistry registry,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> tlsName) {
        this.registry = registry;
        this.tlsName = tlsName;
    }

    Channel of(HttpServerRequest request) {
        ManagedChannel known = channel;
        if (known != null) return known;
        synchronized (this) {
            if (channel == null) {
                ChannelCredentials credentials =
                        request.isSSL() ? ownCertificate() : InsecureChannelCredentials.create();
                int port = request.localAddress().port();
                channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, credentials)
                        .build();
            }
            return channel;
        }
    }

    void close(@Observes ShutdownEvent event) {
        if (channel != null) channel.shutdownNow();
    }

    /** What this process shows to others is what it believes. */
    private ChannelCredentials ownCertificate() {
        TlsConfiguration tls = tlsName.flatMap(registry::get)
                .or(registry::getDefault)
                .orElseThrow(
                        () -> new IllegalStateException("TLS is on, and its configuration is not in the registry"));
        return TlsChannelCredentials.newBuilder()
                .trustManager(new OwnCertificate(tls::getKeyStore))
                .build();
    }
}
