package dev.firstline.e2e.delivery.check;

import java.util.List;
import java.util.Set;

/**
 * An incident in triage.
 *
 * @param id its id
 * @param open whether it is
 * @param phase where the response stands
 * @param impact what it means for customers; what it meant at its worst, once it is over
 * @param reopenCount how often it was reopened
 * @param channels whom the policy has told of it
 * @param slackChannel where in Slack
 * @param firing how many of its alerts fire
 * @param resolved how many don't
 * @param alerts all of them
 * @param lastSeq the last line of its timeline, as its head says
 * @param lines its timeline
 */
public record Incident(
        String id,
        boolean open,
        String phase,
        String impact,
        int reopenCount,
        Set<String> channels,
        String slackChannel,
        long firing,
        long resolved,
        List<Alert> alerts,
        long lastSeq,
        List<Line> lines) {

    private static final Set<String> NOBODY_IS_TOLD = Set.of("notice.withheld", "notice.overtaken");

    public Incident {
        channels = Set.copyOf(channels);
        alerts = List.copyOf(alerts);
        lines = List.copyOf(lines);
    }

    /**
     * An alert as its incident shows it.
     *
     * @param title tells it from the others
     * @param firing whether it fires
     * @param impact what it means for customers
     * @param verdict what first aid concluded; NONE where it hasn't
     */
    public record Alert(String title, boolean firing, String impact, String verdict) {}

    /**
     * A line of the timeline.
     *
     * @param seq from 1
     * @param kind a stable word
     */
    public record Line(long seq, String kind) {}

    /** Whether notify was told of it: its timeline says so. */
    boolean wasHandedOver() {
        return lines.stream().anyMatch(line -> line.kind().equals("notice.due"));
    }

    /** Whether its timeline says that it ended before anybody had to be told. */
    boolean endedFirst() {
        return lines.stream().anyMatch(line -> NOBODY_IS_TOLD.contains(line.kind()));
    }

    /** The dedup key of its newest page. */
    String pageKey() {
        return id + "/" + reopenCount;
    }
}
