package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;

/** What a payload would become, in the contract's words. It stands on nothing of a running service: the command line shows it, too. */
public final class Preview {

    private Preview() {}

    /**
     * Describes what became of a payload.
     *
     * @param adapter what read it
     * @param payload what was read
     * @param reading what came out
     */
    public static PreviewPayloadResponse of(SourceAdapter adapter, Payload payload, Reading reading) {
        var preview =
                PreviewPayloadResponse.newBuilder().setType(adapter.type()).setIdentityRule(adapter.identity());
        switch (reading) {
            case Reading.Read read ->
                read.events().forEach(event -> preview.addEvents(EventEncoding.encode(event, payload.source(), "")));
            case Reading.Malformed broken ->
                preview.setUnreadReason(broken.reason()).setMalformed(true);
            case Reading.Unreadable stranger -> preview.setUnreadReason(stranger.reason());
        }
        return preview.build();
    }
}
