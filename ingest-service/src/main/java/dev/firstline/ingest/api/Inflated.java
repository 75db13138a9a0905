package dev.firstline.ingest.api;

import dev.firstline.proto.ingest.v1.EventBatch;
import dev.firstline.proto.ingest.v1.PayloadBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.InflaterInputStream;

/** What a batch's columns hold. They were written by us, so what can't be read is damaged. */
final class Inflated {

    private Inflated() {}

    static EventBatch events(byte[] deflated) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return EventBatch.parseFrom(in);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    static PayloadBatch payloads(byte[] deflated) {
        if (deflated.length == 0) return PayloadBatch.getDefaultInstance();
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return PayloadBatch.parseFrom(in);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
