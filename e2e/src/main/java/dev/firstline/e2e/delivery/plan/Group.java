package dev.firstline.e2e.delivery.plan;

/**
 * Alerts that are one incident while they fire: one alert name of one service.
 *
 * @param number from 0
 * @param team who owns the service; it has a Slack channel of its own
 * @param service as the catalogue names it
 * @param alertName the label that groups it
 * @param weight what it means for customers
 * @param firstAid what is done about it
 */
public record Group(int number, int team, String service, String alertName, Weight weight, FirstAid firstAid) {

    /** How many targets its alerts share, so that some of them find another's run under way. */
    static final int TARGETS = 4;

    /** The team's name, and that of its Slack channel. */
    public String teamName() {
        return teamName(team);
    }

    static String teamName(int team) {
        return "team-%02d".formatted(team + 1);
    }

    /** The id of the team's channel in Slack. */
    public String channel() {
        return channel(team);
    }

    static String channel(int team) {
        return "C0TEAM%02d".formatted(team + 1);
    }

    /** The namespace of its deployments. */
    public String namespace() {
        return teamName();
    }

    /** The deployment or the instance (i-…) of one of its targets. */
    public String target(int index) {
        return firstAid == FirstAid.AUTOMATION
                ? "i-%04x%04x".formatted(0xf100 + number, 0x1000 + index)
                : service + "-" + number + "-" + index;
    }
}
