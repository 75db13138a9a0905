package dev.firstline.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class PackerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Submission submission(String source, int events, int bytes, String trace) {
        byte[] encoded = new byte[bytes];
        java.util.Arrays.fill(encoded, (byte) source.charAt(0));
        return new Submission(List.of(new Chunk(source, events, encoded, new byte[] {9})), NOW, trace);
    }

    private static Packer.Packed pack(Submission... submissions) {
        try (Packer packer = new Packer()) {
            return packer.pack(List.of(submissions), NOW);
        }
    }

    private static byte[] inflated(byte[] deflated) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return in.readAllBytes();
        }
    }

    @Test
    void severalRequestsShareARowInTheirOrder() throws IOException {
        Packer.Packed packed =
                pack(submission("a", 2, 2, ""), submission("b", 3, 1, "trace"), submission("a", 1, 1, "other"));
        assertThat(packed.rows()).hasSize(1);
        Row row = packed.rows().getFirst();
        assertThat(row.eventCount()).isEqualTo(6);
        assertThat(row.sources()).isEqualTo("a b");
        assertThat(row.traceparent()).isEqualTo("trace");
        assertThat(new String(inflated(row.events()))).isEqualTo("aaba");
        assertThat(inflated(row.payloads())).containsExactly(9, 9, 9);
        assertThat(packed.runs())
                .containsExactly(
                        List.of(new Outcome.Run(row.id(), 0, 2)),
                        List.of(new Outcome.Run(row.id(), 2, 3)),
                        List.of(new Outcome.Run(row.id(), 5, 1)));
    }

    @Test
    void aRowHolds500EventsAtMost() {
        assertThat(pack(submission("a", 300, 1, ""), submission("b", 200, 1, ""), submission("c", 1, 1, ""))
                        .rows())
                .extracting(Row::eventCount)
                .containsExactly(500, 1);
    }

    @Test
    void payloadsWithoutEventsTakeRoomToo() {
        Submission[] many = new Submission[Chunk.MAX_EVENTS + 1];
        java.util.Arrays.setAll(many, i -> submission("a", 0, 0, ""));
        assertThat(pack(many).rows()).extracting(Row::eventCount).containsExactly(0, 0);
        assertThat(pack(submission("a", 2, 1, ""), submission("b", 0, 0, ""), submission("c", 1, 1, ""))
                        .runs()
                        .getLast())
                .extracting(Outcome.Run::first)
                .containsExactly(2);
    }

    @Test
    void aRowHolds4MegabytesUnlessOneRequestAloneIsLarger() {
        assertThat(pack(
                                submission("a", 1, 3 << 20, ""),
                                submission("b", 1, 2 << 20, ""),
                                submission("c", 1, 5 << 20, ""))
                        .rows())
                .hasSize(3);
    }
}
