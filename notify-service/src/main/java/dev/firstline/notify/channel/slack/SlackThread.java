package dev.firstline.notify.channel.slack;

import dev.firstline.notify.domain.Told;
import java.util.Optional;

/** What Slack's part of a conversation knows, as facts of {@link Told}. */
final class SlackThread {

    private static final String ROOT = "root";
    private static final String CHANNEL_ID = "channel";
    private static final String DELIVERY = "delivery";
    private static final String DIGEST = "digest";

    private SlackThread() {}

    /** The first message's ts. */
    static Optional<String> root(Told told) {
        return told.fact(ROOT);
    }

    /** The channel's id, which all methods but chat.postMessage want. */
    static Optional<String> channelId(Told told) {
        return told.fact(CHANNEL_ID);
    }

    /** The delivery that posted the first message; stands in its metadata. */
    static String rootDelivery(Told told) {
        return told.fact(DELIVERY).orElse("");
    }

    /** Whether the first message shows this text for certain. */
    static boolean shows(Told told, String digest) {
        return told.fact(DIGEST).filter(digest::equals).isPresent();
    }

    static Told posted(Told told, String channelId, String ts, String deliveryId) {
        return told.with(CHANNEL_ID, channelId).with(ROOT, ts).with(DELIVERY, deliveryId);
    }

    static Told showing(Told told, String digest) {
        return told.with(DIGEST, digest);
    }

    /** The last edit has to be repeated. */
    static Told unsure(Told told) {
        return told.without(DIGEST);
    }

    /** The first message is gone. */
    static Told lost(Told told) {
        return told.without(ROOT).without(DELIVERY).without(DIGEST);
    }
}
