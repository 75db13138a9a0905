package dev.firstline.cli.remote;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc.IngestServiceBlockingStub;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc.NotifyServiceBlockingStub;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc;
import dev.firstline.proto.remediation.v1.RemediationServiceGrpc.RemediationServiceBlockingStub;
import dev.firstline.proto.triage.v1.TriageServiceGrpc;
import dev.firstline.proto.triage.v1.TriageServiceGrpc.TriageServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The four services, as a person's commands reach them: each call has a deadline, carries the token, and fails with one clear line. */
public final class Services implements AutoCloseable {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Map<ServiceName, String> addresses;
    private final String token;
    private final Duration deadline;
    private final Map<ServiceName, Channel> channels = new EnumMap<>(ServiceName.class);
    private final List<ManagedChannel> open = new ArrayList<>();

    /**
     * @param addresses host:port of each service
     * @param token a bearer JWT; none is sent where empty
     * @param deadline of each call
     */
    public Services(Map<ServiceName, String> addresses, String token, Duration deadline) {
        this.addresses = new EnumMap<>(addresses);
        this.token = token;
        this.deadline = deadline;
    }

    /** Calls ingest. */
    public <A> A ingest(Function<IngestServiceBlockingStub, A> call) {
        return call(ServiceName.INGEST, IngestServiceGrpc::newBlockingStub, call);
    }

    /** Calls triage. */
    public <A> A triage(Function<TriageServiceBlockingStub, A> call) {
        return call(ServiceName.TRIAGE, TriageServiceGrpc::newBlockingStub, call);
    }

    /** Calls remediation. */
    public <A> A remediation(Function<RemediationServiceBlockingStub, A> call) {
        return call(ServiceName.REMEDIATION, RemediationServiceGrpc::newBlockingStub, call);
    }

    /** Calls notify. */
    public <A> A notify(Function<NotifyServiceBlockingStub, A> call) {
        return call(ServiceName.NOTIFY, NotifyServiceGrpc::newBlockingStub, call);
    }

    private <S extends AbstractBlockingStub<S>, A> A call(
            ServiceName service, Function<Channel, S> stub, Function<S, A> call) {
        Channel channel = channels.computeIfAbsent(service, this::connect);
        try {
            return call.apply(stub.apply(channel).withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (StatusRuntimeException failure) {
            throw Failure.told(failure, service.word(), addresses.get(service));
        }
    }

    private Channel connect(ServiceName service) {
        ManagedChannel channel = OkHttpChannelBuilder.forTarget("dns:///" + addresses.get(service))
                .usePlaintext()
                .maxInboundMessageSize(MOST_BYTES)
                .build();
        open.add(channel);
        if (token.isEmpty()) return channel;
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        ClientInterceptor bearer = MetadataUtils.newAttachHeadersInterceptor(headers);
        return ClientInterceptors.intercept(channel, bearer);
    }

    @Override
    public void close() {
        open.forEach(ManagedChannel::shutdownNow);
    }
}
