package dev.firstline.platform.rpc;

import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.grpc.api.ChannelBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcClientConfiguration;
import io.vertx.grpc.client.GrpcClientOptions;
import jakarta.inject.Singleton;

/**
 * Where TLS is configured for a neighbour, nothing goes there plainly: Quarkus takes no notice of {@code tls-configuration-name} unless
 * {@code plain-text=false} stands beside it, and would send the service's token for all to read.
 */
@Singleton
public class SecuredNeighbours implements ChannelBuilderCustomizer<NettyChannelBuilder> {

    /** @throws IllegalStateException where a client would speak plainly against its configuration */
    @Override
    public void customize(String name, GrpcClientConfiguration config, GrpcClientOptions options) {
        if (config.tlsConfigurationName().isEmpty() || !config.plainText().orElse(true)) return;
        throw new IllegalStateException("quarkus.grpc.clients." + name + ".tls-configuration-name is set, and without "
                + "quarkus.grpc.clients." + name + ".plain-text=false the client would speak plainly all the same");
    }
}
