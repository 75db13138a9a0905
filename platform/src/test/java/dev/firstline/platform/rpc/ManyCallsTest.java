package dev.firstline.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.notify.v1.ListDeliveriesRequest;
import dev.firstline.proto.notify.v1.NotifyServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ManyCallsTest {

    @GrpcClient("echo")
    Channel channel;

    @Test
    void manyCallsAtOnceAreAllAnswered() throws Exception {
        var stub = NotifyServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ann", "responder"));
        var failures = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newFixedThreadPool(32)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 4000; i++) {
                calls.add(threads.submit(() -> {
                    try {
                        stub.listDeliveries(ListDeliveriesRequest.newBuilder()
                                .setPageSize(3)
                                .build());
                    } catch (StatusRuntimeException failure) {
                        failures.add(failure.getMessage());
                    }
                }));
            }
            for (Future<?> call : calls) call.get();
        }
        assertThat(failures).isEmpty();
    }
}
