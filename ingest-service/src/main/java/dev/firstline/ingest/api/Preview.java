package dev.firstline.ingest.api;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Heartbeat;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import java.util.List;

/** What a payload would become, in the contract's words. It stands on nothing of a running service: the command line shows it, too. */
public final class Preview {

    private Preview() {}

    /** What became of a payload of a source for which no heartbeat of its own is configured. */
    public static PreviewPayloadResponse of(SourceAdapter adapter, Payload payload, Reading reading) {
        return of(adapter, payload, reading, Heartbeat.USUAL);
    }

    /**
     * Describes what became of a payload.
     *
     * @param adapter what read it
     * @param payload what was read
     * @param reading what came out
     * @param heartbeat the alert by which the source says that it lives
     */
    static PreviewPayloadResponse of(SourceAdapter adapter, Payload payload, Reading reading, Heartbeat heartbeat) {
        var preview =
                PreviewPayloadResponse.newBuilder().setType(adapter.type()).setIdentityRule(adapter.identity());
        switch (reading) {
            case Reading.Read read -> {
                List<Event> alerts = heartbeat.without(read.events());
                if (alerts.size() < read.events().size()) preview.setHeartbeat(heartbeat.name());
                alerts.forEach(event -> preview.addEvents(EventEncoding.encode(event, payload.source(), "")));
            }
            case Reading.Malformed broken ->
                preview.setUnreadReason(broken.reason()).setMalformed(true);
            case Reading.Unreadable stranger -> preview.setUnreadReason(stranger.reason());
        }
        return preview.build();
    }
}
