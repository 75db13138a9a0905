package dev.firstline.platform.rpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets an answer that comes after its caller has hung up end nowhere. Vert.x' gRPC server (4.5.24) doesn't hear that a call was reset and
 * answers it; Netty reports that its stream is gone, and the report ends the connection with all other calls on it (GOAWAY,
 * PROTOCOL_ERROR).
 *
 * @see <a href="https://github.com/quarkusio/quarkus/issues/56268">quarkus#56268: a late response tears down the shared connection</a>
 */
@Singleton
class LateAnswers {

    private static final String NAME = "late-answers";

    /** Before everything that may answer. */
    private static final int FIRST = 10_000;

    void guard(@Observes Filters filters) {
        filters.register(LateAnswers::guard, FIRST);
    }

    private static void guard(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2
                && context.request().connection() instanceof HttpServerConnection connection) {
            ChannelPipeline pipeline = connection.channel().pipeline();
            if (pipeline.get(NAME) == null) pipeline.addFirst(NAME, new Guard());
        }
        context.next();
    }

    private static final class Guard extends ChannelInboundHandlerAdapter {

        /** How Netty begins what it says of a write to a stream that was reset, DefaultHttp2ConnectionEncoder. */
        private static final String GONE = "Stream no longer exists";

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            String message = failure.getMessage();
            if (message == null || !message.startsWith(GONE)) context.fireExceptionCaught(failure);
        }
    }
}
