package dev.firstline.e2e.delivery.plan;

/**
 * How much there is of everything.
 *
 * @param groups alerts that belong together: an incident each, while they fire
 * @param fingerprints alerts with an identity of their own
 * @param channels Slack channels, one a team
 * @param alerts firings, resolves and repeats in all
 * @param senders Alertmanagers, each with alerts of its own
 */
public record Size(int groups, int fingerprints, int channels, int alerts, int senders) {

    /** The size of the story. */
    public static final Size WHOLE = new Size(40, 500, 8, 5000, 8);

    /** How many alerts one fingerprint, and one group, has at the least in a run that was asked to be small. */
    private static final int ALERTS_A_FINGERPRINT = WHOLE.alerts / WHOLE.fingerprints;

    private static final int ALERTS_A_GROUP = 8;

    public Size {
        if (channels < 1 || groups < channels) throw new IllegalArgumentException("a channel has a group at least");
        if (senders < 2) throw new IllegalArgumentException("one sender shows no order between two");
        if (fingerprints < 2 * groups) throw new IllegalArgumentException("a group has two alerts at least");
        if (alerts < 4 * fingerprints) throw new IllegalArgumentException("an alert has two episodes at least");
    }

    /**
     * The story with more or fewer alerts: where there are fewer, of fewer fingerprints, so that each still has episodes.
     *
     * @throws IllegalArgumentException where they are too few for any
     */
    public static Size of(int alerts) {
        int groups = Math.min(WHOLE.groups, alerts / ALERTS_A_GROUP);
        if (groups < 1) throw new IllegalArgumentException(alerts + " alerts are too few, 8 are the least");
        int fingerprints = Math.clamp(alerts / ALERTS_A_FINGERPRINT, 2 * groups, WHOLE.fingerprints);
        return new Size(groups, fingerprints, Math.min(WHOLE.channels, groups), alerts, WHOLE.senders);
    }
}
