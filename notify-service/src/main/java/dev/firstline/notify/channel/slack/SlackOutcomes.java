package dev.firstline.notify.channel.slack;

import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.Told;
import java.time.Duration;

/** What an answer other than ok means for the operation that it answers. */
final class SlackOutcomes {

    /** Where Slack says "too often" without saying how long. */
    private static final Duration UNSTATED_WAIT = Duration.ofSeconds(1);

    private final Duration tokenRetry;
    private final Duration channelRetry;

    SlackOutcomes(Duration tokenRetry, Duration channelRetry) {
        this.tokenRetry = tokenRetry;
        this.channelRetry = channelRetry;
    }

    /**
     * @param told what the destination knows
     * @param skipped what to go on from where this very message will never be taken
     */
    Outcome of(SlackReply notOk, Told told, Told skipped) {
        return switch (notOk) {
            case SlackReply.Limited limited ->
                new Outcome.Postponed(limited.after().orElse(UNSTATED_WAIT), "ratelimited", true);
            case SlackReply.NotSent notSent -> new Outcome.Postponed(null, notSent.reason(), false);
            case SlackReply.Unclear unclear -> new Outcome.Unseen(unclear.reason());
            case SlackReply.Refused refused -> refused(refused, told, skipped);
            case SlackReply.Ok ok -> throw new IllegalArgumentException("that is an ok");
        };
    }

    private Outcome refused(SlackReply.Refused refused, Told told, Told skipped) {
        String reason = refused.detail().isEmpty() ? refused.error() : refused.error() + ": " + refused.detail();
        return switch (SlackErrors.of(refused.error())) {
            case AGAIN -> new Outcome.Postponed(null, reason, false);
            case TOKEN -> new Outcome.Postponed(tokenRetry, reason, false);
            case CHANNEL -> new Outcome.Refused(reason, told, channelRetry);
            case ROOT_GONE -> new Outcome.Refused(reason, SlackThread.lost(told), Duration.ZERO);
            case MESSAGE -> new Outcome.Refused(reason, skipped, skipped.equals(told) ? channelRetry : Duration.ZERO);
        };
    }
}
