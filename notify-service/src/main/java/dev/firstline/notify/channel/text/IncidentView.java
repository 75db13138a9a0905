package dev.firstline.notify.channel.text;

import dev.firstline.notify.domain.AlertFacts;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Kind;
import dev.firstline.notify.domain.Link;
import dev.firstline.notify.domain.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An incident as the templates show it: texts that are escaped, on one line and short. Empty where there is nothing to say.
 *
 * @param phase the phase, stands in front
 * @param impact LARGE, MEDIUM, SMALL or UNKNOWN
 * @param decided false where nobody has decided the impact yet
 * @param service the service
 * @param team the team that owns it
 * @param title the incident's title
 * @param counts how many alerts fire and how many are resolved
 * @param alerts the worst alerts
 * @param more how many more alerts there are
 * @param acknowledgedBy who acknowledged it
 * @param acknowledgedTime when
 * @param startedTime when it began
 * @param resolvedTime when it ended
 * @param lasted how long it took
 * @param reopened how often it was reopened; empty for never
 * @param critical whether somebody has to act now: critical, open, and nobody has taken it on
 * @param links where to read on
 * @param id its id
 */
public record IncidentView(
        String phase,
        String impact,
        boolean decided,
        String service,
        String team,
        String title,
        String counts,
        List<AlertView> alerts,
        int more,
        String acknowledgedBy,
        String acknowledgedTime,
        String startedTime,
        String resolvedTime,
        String lasted,
        String reopened,
        boolean critical,
        List<LinkView> links,
        String id) {

    private static final int SHOWN_ALERTS = 5;
    private static final int SHOWN_LINKS = 6;
    private static final int LONGEST_URL = 400;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /**
     * One alert.
     *
     * @param state firing or resolved
     * @param impact its impact
     * @param title its title
     * @param reason why it has that impact
     * @param verdict what first aid concluded; empty for nothing yet
     */
    public record AlertView(String state, String impact, String title, String reason, String verdict) {}

    /**
     * One link.
     *
     * @param label what to show
     * @param url where it leads
     */
    public record LinkView(String label, String url) {}

    /**
     * @param escape brings plain text into the vendor's form
     */
    public static IncidentView of(Incident incident, UnaryOperator<String> escape) {
        List<AlertView> alerts = incident.alerts().stream()
                .limit(SHOWN_ALERTS)
                .map(alert -> alert(alert, escape))
                .toList();
        return new IncidentView(
                incident.phase().name(),
                incident.shownImpact().name(),
                incident.shownImpact() != Impact.UNKNOWN,
                shown(incident.service(), 100, escape),
                shown(incident.team(), 100, escape),
                shown(incident.title(), 200, escape),
                incident.firing() + " firing, " + incident.ended() + " resolved",
                alerts,
                Math.max(0, incident.firing() + incident.ended() - alerts.size()),
                incident.acknowledged() ? shown(incident.acknowledgedBy(), 100, escape) : "",
                time(incident.acknowledgedTime()),
                DAY_AND_TIME.format(incident.startedTime()),
                incident.resolved() ? time(incident.resolvedTime()) : "",
                lasted(incident),
                incident.reopenCount() == 0 ? "" : incident.reopenCount() + "×",
                incident.kind() == Kind.CRITICAL && !incident.resolved() && !incident.acknowledged(),
                links(incident, escape),
                incident.id().toString());
    }

    /** A time of day, as people read it in a thread. */
    public static String time(Instant time) {
        return time == null ? "" : TIME.format(time);
    }

    private static AlertView alert(AlertFacts alert, UnaryOperator<String> escape) {
        return new AlertView(
                alert.firing() ? "firing" : "resolved",
                alert.impact().name(),
                shown(alert.title(), 120, escape),
                shown(alert.impactReason(), 160, escape),
                alert.verdict() == Verdict.NONE ? "" : alert.verdict().name());
    }

    private static List<LinkView> links(Incident incident, UnaryOperator<String> escape) {
        Stream<Link> all = Stream.concat(
                incident.links().stream(), incident.alerts().stream().flatMap(alert -> alert.links().stream()));
        Set<String> seen = new LinkedHashSet<>();
        return all.filter(link -> isWeb(link.url()) && link.url().length() <= LONGEST_URL)
                .filter(link -> seen.add(link.url()))
                .limit(SHOWN_LINKS)
                .map(link -> new LinkView(
                        shown(link.shown().replace('|', '/'), 40, escape),
                        escape.apply(link.url().replace("|", "%7C"))))
                .toList();
    }

    private static boolean isWeb(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return (lower.startsWith("https://") || lower.startsWith("http://"))
                && url.chars().noneMatch(Character::isWhitespace);
    }

    private static String lasted(Incident incident) {
        if (!incident.resolved() || incident.resolvedTime() == null) return "";
        Duration lasted = Duration.between(incident.startedTime(), incident.resolvedTime());
        if (lasted.isNegative()) return "";
        return lasted.toHours() > 0
                ? lasted.toHours() + " h " + lasted.toMinutesPart() + " min"
                : lasted.toMinutes() > 0
                        ? lasted.toMinutes() + " min " + lasted.toSecondsPart() + " s"
                        : lasted.toSeconds() + " s";
    }

    private static String shown(String text, int longest, UnaryOperator<String> escape) {
        return Texts.escapedAndCut(Texts.line(text), longest, escape);
    }
}
