package dev.firstline.platform.rpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import dev.firstline.platform.security.CallerAddresses;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * A person with curl reaches every unary method of a service on the same port, as JSON: {@code POST
 * /firstline.triage.v1.TriageService/GetIncident}. Each request becomes a gRPC call to this very process, so that roles, errors and
 * limits are the same whichever way somebody comes.
 *
 * @see <a href="https://connectrpc.com/docs/protocol/#unary-request">Connect protocol, unary requests</a>
 */
// Of the messages, Quarkus registers ours; JsonFormat looks into Google's by reflection as well.
@RegisterForReflection(targets = {Timestamp.class, Timestamp.Builder.class})
@Singleton
public class JsonGateway {

    private static final long MAX_BODY_BYTES = 4L << 20;
    private static final long DEADLINE_SECONDS = 10;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Instance<BindableService> services;
    private final CallerAddresses addresses;
    private final SelfChannel self;
    private final JsonFormat.Parser parser = JsonFormat.parser();
    private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();

    JsonGateway(@Any Instance<BindableService> services, CallerAddresses addresses, SelfChannel self) {
        this.services = services;
        this.addresses = addresses;
        this.self = self;
    }

    void addRoutes(@Observes Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        for (BindableService service : services) {
            for (MethodDescriptor<?, ?> method :
                    service.bindService().getServiceDescriptor().getMethods()) {
                if (method.getType() != MethodDescriptor.MethodType.UNARY) continue;
                if (!method.getFullMethodName().startsWith("firstline.")) continue;
                router.post("/" + method.getFullMethodName())
                        .consumes("application/json")
                        .handler(body)
                        .handler(context -> answer(context, method));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void answer(RoutingContext context, MethodDescriptor<?, ?> method) {
        Message request;
        try {
            request = parse(context, (MethodDescriptor<Message, Message>) method);
        } catch (InvalidProtocolBufferException unreadable) {
            JsonErrors.answer(
                    context, Problem.invalid("body", unreadable.getMessage()).toGrpc());
            return;
        }
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        ClientCall<Message, Message> call =
                self.of(context.request()).newCall((MethodDescriptor<Message, Message>) method, options);
        Metadata headers = new Metadata();
        String authorization = context.request().getHeader("authorization");
        if (authorization != null) headers.put(AUTHORIZATION, authorization);
        if (context.request().remoteAddress() != null) {
            addresses.forward(headers, context.request().remoteAddress().toString());
        }
        call.start(new Answer(context), headers);
        call.sendMessage(request);
        call.halfClose();
        call.request(1);
    }

    private Message parse(RoutingContext context, MethodDescriptor<Message, Message> method)
            throws InvalidProtocolBufferException {
        var marshaller = (MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller();
        Message.Builder request = marshaller.getMessagePrototype().newBuilderForType();
        String body = context.body().asString();
        parser.merge(body == null || body.isBlank() ? "{}" : body, request);
        return request.build();
    }

    private final class Answer extends ClientCall.Listener<Message> {

        private final RoutingContext context;
        private Message message;

        Answer(RoutingContext context) {
            this.context = context;
        }

        @Override
        public void onMessage(Message answered) {
            message = answered;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk() || message == null) {
                JsonErrors.answer(context, status.asRuntimeException(trailers));
                return;
            }
            try {
                context.response().putHeader("content-type", "application/json").end(printer.print(message));
            } catch (InvalidProtocolBufferException | RuntimeException impossible) {
                // Without an answer the caller would wait for ever.
                JsonErrors.answer(context, Status.INTERNAL.withCause(impossible).asRuntimeException());
            }
        }
    }
}
