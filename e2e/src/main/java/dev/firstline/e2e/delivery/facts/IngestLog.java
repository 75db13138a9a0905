package dev.firstline.e2e.delivery.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.ingest.v1.EventBatch;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What ingest has accepted: its batches, inflated. */
final class IngestLog {

    private static final int PIECE = 64 * 1024;

    private IngestLog() {}

    /** How many events there are, by fingerprint. */
    static Map<String, Long> events(Sql sql) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (byte[] batch : sql.list("select events from ingest.batch order by place", row -> row.getBytes(1))) {
            for (Event event : read(batch).getEventsList()) counts.merge(event.getFingerprint(), 1L, Long::sum);
        }
        return counts;
    }

    private static EventBatch read(byte[] deflated) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0) throw new IllegalStateException("a batch's events are cut off");
                whole.write(piece, 0, length);
            }
            return EventBatch.parseFrom(whole.toByteArray());
        } catch (DataFormatException | InvalidProtocolBufferException broken) {
            throw new IllegalStateException("a batch's events can't be read", broken);
        } finally {
            inflater.end();
        }
    }
}
