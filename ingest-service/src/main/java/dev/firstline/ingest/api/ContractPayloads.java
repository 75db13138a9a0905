package dev.firstline.ingest.api;

import dev.firstline.ingest.store.PayloadForm;
import dev.firstline.proto.ingest.v1.Payload;
import dev.firstline.proto.ingest.v1.PayloadBatch;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.zip.DeflaterOutputStream;

/** Payloads as the contract has them. */
@Singleton
class ContractPayloads implements PayloadForm {

    private static final byte[] NONE = {};

    @Override
    public Optional<byte[]> without(byte[] payloads, BiPredicate<String, String> unwanted) {
        List<Payload> all = Inflated.payloads(payloads).getPayloadsList();
        List<Payload> kept = all.stream()
                .filter(payload -> !unwanted.test(payload.getSource(), payload.getId()))
                .toList();
        if (kept.size() == all.size()) return Optional.empty();
        return Optional.of(kept.isEmpty() ? NONE : deflated(kept));
    }

    private static byte[] deflated(List<Payload> payloads) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            PayloadBatch.newBuilder().addAllPayloads(payloads).build().writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return deflated.toByteArray();
    }
}
