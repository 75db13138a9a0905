package dev.firstline.e2e.demo;

import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.standin.pagerduty.PagerDutyIncident;
import dev.firstline.proto.common.v1.TimelineEntry;
import dev.firstline.proto.triage.v1.Incident;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells a story on a terminal while it happens, with the seconds since it began. */
public final class Narrator {

    private final PrintStream out;
    private final long startedNanos = System.nanoTime();
    private long beganNanos = startedNanos;
    private long toldSeq;

    public Narrator(PrintStream out) {
        this.out = out;
    }

    /** Says what will be shown. */
    public void title(String text) {
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    /** Says what the demo itself does. */
    public void step(String text) {
        out.printf(Locale.ROOT, "%n· %s  (%.1f s)%n", text, seconds());
    }

    /** Says what the demo did last, and what all of it took. */
    public void end(String text) {
        out.printf(Locale.ROOT, "%n· %s  (%.1f s in all)%n", text, (System.nanoTime() - startedNanos) / 1e9);
    }

    /** Counts the seconds from now. */
    public void beginStory() {
        beganNanos = System.nanoTime();
        section("The story");
    }

    /** Says what happens, and when. */
    public void event(String text) {
        out.printf(Locale.ROOT, "%7.3f s  %s%n", seconds(), text);
    }

    /** Begins another part. */
    public void section(String text) {
        out.printf("%n%s%n%s%n", text, "-".repeat(text.length()));
    }

    /** Shows text as it is. */
    public void text(String text) {
        out.println(text);
    }

    /**
     * Shows the newest incident's timeline as it grows, until the incident is as it should be.
     *
     * @return the incident then
     * @throws AssertionError where it doesn't come to that in time
     */
    public Incident follow(Api api, String service, Duration patience, Predicate<Incident> done) {
        return Await.until("an incident of " + service + " that goes as the demo says", patience, () -> {
            List<Incident> found = api.incidents(service);
            if (found.isEmpty()) return Optional.empty();
            String id = found.getFirst().getId();
            Incident incident = api.incident(id);
            for (TimelineEntry entry : api.timeline(id)) tell(entry);
            return Optional.of(incident).filter(done);
        });
    }

    private void tell(TimelineEntry entry) {
        if (entry.getSeq() <= toldSeq) return;
        toldSeq = entry.getSeq();
        String[] lines = entry.getText().split("\n");
        event("%-22s %s".formatted(entry.getKind(), lines[0]));
        for (int line = 1; line < lines.length; line++) out.println(" ".repeat(34) + lines[line]);
    }

    /** Waits until the last state has reached Slack and PagerDuty. */
    public void told(Vendors vendors, String incident, Duration patience) {
        Await.untilTrue("PagerDuty hears that it is over", patience, () -> vendors.pagerDuty().incidents().stream()
                .anyMatch(page -> page.status() == PagerDutyIncident.Status.RESOLVED));
        event("PagerDuty knows that it is over");
        Await.untilTrue("Slack shows that it is over", patience, () -> vendors.slack()
                .messages(DemoFiles.SLACK_CHANNEL)
                .getFirst()
                .toString()
                .contains("RESOLVED"));
        event("Slack shows that it is over");
    }

    /** Shows what PagerDuty was told. */
    public void pagerDuty(List<PagerDutyIncident> incidents) {
        section("PagerDuty");
        for (PagerDutyIncident incident : incidents) {
            out.println(incident.summary());
            incident.history().forEach(entry -> out.println("  " + entry.time() + "  " + entry.action()));
        }
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }
}
