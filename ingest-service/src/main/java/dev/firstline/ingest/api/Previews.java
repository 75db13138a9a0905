package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Heartbeat;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.SentHeaders;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.proto.ingest.v1.PreviewPayloadRequest;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import jakarta.inject.Singleton;

/** Reads payloads for people who try things out; nothing is stored. */
@Singleton
public class Previews {

    private final Sources sources;
    private final Adapters adapters;

    public Previews(Sources sources, Adapters adapters) {
        this.sources = sources;
        this.adapters = adapters;
    }

    /** What the payload of a request would become. */
    PreviewPayloadResponse of(PreviewPayloadRequest request) {
        SourceAdapter adapter = adapter(request);
        String name = request.getSource().isBlank() ? adapter.type() : request.getSource();
        Payload payload = new Payload(
                name,
                request.getContentType().isBlank() ? "application/json" : request.getContentType(),
                adapter.withoutSecret(request.getBody().toByteArray()),
                SentHeaders.chosen(adapter.headers(), request.getHeadersMap().entrySet()));
        Heartbeat heartbeat =
                sources.find(request.getSource()).map(Sources.Source::heartbeat).orElse(Heartbeat.USUAL);
        return Preview.of(adapter, payload, Intake.read(adapter, payload), heartbeat);
    }

    private SourceAdapter adapter(PreviewPayloadRequest request) {
        if (!request.getSource().isBlank()) {
            return sources.find(request.getSource())
                    .map(Sources.Source::adapter)
                    .orElseThrow(
                            () -> Problem.invalid("source", "no source '" + request.getSource() + "' is configured"));
        }
        SourceAdapter adapter = adapters.byType().get(request.getType());
        if (adapter == null) {
            throw Problem.invalid(
                    "type",
                    "there is no '" + request.getType() + "'; there are: "
                            + String.join(", ", adapters.byType().keySet()));
        }
        try {
            return adapter.with(request.getFieldsMap());
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("fields", wrong.getMessage());
        }
    }
}
