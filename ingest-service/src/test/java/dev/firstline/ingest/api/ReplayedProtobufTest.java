package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.UnreadPayload;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import dev.firstline.platform.testing.TestTokens;
import dev.firstline.proto.ingest.v1.IngestServiceGrpc;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A dead letter in protobuf, which has no braces that could be counted, has room for all that comes out of it later. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class ReplayedProtobufTest {

    /** More than three batches hold. */
    private static final int RECORDS = 1_600;

    @GrpcClient("ingest")
    Channel channel;

    @Inject
    DeadLetters letters;

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    /** Records of a log that say nothing but that they are errors: the shortest alerts there are. */
    private static byte[] shortestRecords() throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        CodedOutputStream fields = CodedOutputStream.newInstance(record);
        fields.writeInt32(2, 17);
        fields.flush();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        CodedOutputStream list = CodedOutputStream.newInstance(records);
        for (int i = 0; i < RECORDS; i++) list.writeByteArray(2, record.toByteArray());
        list.flush();
        return message(1, message(2, records.toByteArray()));
    }

    private static byte[] message(int field, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream message = CodedOutputStream.newInstance(bytes);
        message.writeByteArray(field, content);
        message.flush();
        return bytes.toByteArray();
    }

    @Test
    void allRecordsOfALetterComeOutOfIt() throws IOException {
        Instant now = clock.instant();
        UUID id = Ids.next(now);
        Payload payload = new Payload("logs", "application/x-protobuf", shortestRecords(), Map.of());
        boolean kept = transactions.single(tx ->
                letters.store(tx, new UnreadPayload(id, payload, "not understood yet", now, ""), now.plusSeconds(60)));
        assertThat(kept).isTrue();
        var answer = IngestServiceGrpc.newBlockingStub(channel)
                .withCallCredentials(TestTokens.credentials("ann", "responder"))
                .replayDeadLetter(ReplayDeadLetterRequest.newBuilder()
                        .setDeadLetterId(id.toString())
                        .build());
        assertThat(answer.getEventIdsList()).hasSize(RECORDS).doesNotHaveDuplicates();
    }
}
