package dev.firstline.ingest.store;

import dev.firstline.platform.database.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;

/** Packs submissions into rows: as few as the bounds of {@link Chunk} allow. Not for several threads at once. */
final class Packer implements AutoCloseable {

    /** What is packed, and where each submission's events stand in it. */
    record Packed(List<Row> rows, List<List<Outcome.Run>> runs) {}

    /** Level 1 costs a third of the default level's time, and the size hardly differs. */
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    private final byte[] buffer = new byte[16 << 10];

    /** Packs submissions in their order. */
    Packed pack(List<Submission> submissions, Instant now) {
        List<Open> rows = new ArrayList<>(2);
        List<List<Outcome.Run>> runs = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            List<Outcome.Run> own = new ArrayList<>(submission.chunks().size());
            for (Chunk chunk : submission.chunks()) {
                if (rows.isEmpty() || !rows.getLast().hasRoom(chunk)) rows.add(new Open(Ids.next(now)));
                own.add(rows.getLast().add(chunk, submission.traceparent()));
            }
            runs.add(own);
        }
        return new Packed(rows.stream().map(this::close).toList(), runs);
    }

    private Row close(Open open) {
        return new Row(
                open.id,
                open.events,
                String.join(" ", open.sources),
                deflated(open.chunks, true),
                deflated(open.chunks, false),
                open.traceparent);
    }

    private byte[] deflated(List<Chunk> chunks, boolean events) {
        var out = new java.io.ByteArrayOutputStream(4 << 10);
        for (Chunk chunk : chunks) {
            deflater.setInput(events ? chunk.encodedEvents() : chunk.encodedPayloads());
            while (!deflater.needsInput()) out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.finish();
        while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        deflater.reset();
        return out.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** A row that may still take more. */
    private static final class Open {

        final UUID id;
        final List<Chunk> chunks = new ArrayList<>();
        final Set<String> sources = new LinkedHashSet<>();
        String traceparent = "";
        int events;
        int weight;
        long bytes;

        Open(UUID id) {
            this.id = id;
        }

        boolean hasRoom(Chunk chunk) {
            return weight + chunk.weight() <= Chunk.MAX_EVENTS
                    && bytes + chunk.encodedEvents().length <= Chunk.MAX_BYTES;
        }

        /** Of several traces the first goes on: a batch can be part of one only. */
        Outcome.Run add(Chunk chunk, String trace) {
            Outcome.Run run = new Outcome.Run(id, events, chunk.events());
            chunks.add(chunk);
            sources.add(chunk.source());
            if (traceparent.isEmpty()) traceparent = trace;
            events += chunk.events();
            weight += chunk.weight();
            bytes += chunk.encodedEvents().length;
            return run;
        }
    }
}
