package dev.firstline.ingest.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What takes a content coding off: it never makes more than it may. */
record FuzzedInflation(ContentCoding coding) implements FuzzTarget {

    private static final int LIMIT_BYTES = 10_000;

    @Override
    public String name() {
        return coding.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<byte[]> seeds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                coding == ContentCoding.GZIP ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write("an alert, an alert".getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return List.of(bytes.toByteArray());
    }

    @Override
    public void run(byte[] input) {
        boolean tooMuch = coding.decode(input, LIMIT_BYTES) instanceof Inflation.Result.Whole whole
                && whole.body().length > LIMIT_BYTES;
        if (tooMuch) throw new AssertionError("more than its limit");
    }

    @Override
    public boolean reaches(byte[] input) {
        return coding.decode(input, LIMIT_BYTES) instanceof Inflation.Result.Whole whole && whole.body().length > 0;
    }

    @Override
    public String toString() {
        return name();
    }
}
