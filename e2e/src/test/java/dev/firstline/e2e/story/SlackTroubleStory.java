package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.fault.ArmedFault;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.pagerduty.PagerDutyIncident;
import dev.firstline.e2e.standin.prometheus.PrometheusAnswer;
import dev.firstline.e2e.standin.slack.SlackMessage;
import dev.firstline.proto.triage.v1.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack, under its real limits, is in trouble; nobody else notices, and nothing is lost or said twice. */
class SlackTroubleStory {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How soon after the acceptance everybody else is told, however Slack fares: it took 3 s at the most on a busy machine. */
    private static final Duration PROMPTLY = Duration.ofSeconds(20);

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final Duration OF_429S = Duration.ofSeconds(10);
    private static final int REFUSALS = 3;

    private static final String PAYMENTS = "C0PAYMENTS";
    private static final String DISCOVERY = "C0DISCOVERY";

    /** A first message goes to the name that the catalogue knows, everything after it to the id that Slack has told. */
    private static final List<String> NAMES_OF_PAYMENTS = List.of("#payments-alerts", PAYMENTS);

    private Vendors vendors;
    private TestBed bed;
    private Api ann;

    @BeforeEach
    void startAll() {
        Path folder = Stage.folder("slack");
        vendors = Vendors.start(folder.resolve("journals"), query -> PrometheusAnswer.nothing());
        vendors.slack().channel(PAYMENTS, "payments-alerts").channel(DISCOVERY, "discovery-alerts");
        bed = TestBed.start(
                folder.resolve("cluster"),
                Stage.checkout(),
                vendors,
                StoryFiles.withoutRunbooks(),
                builder -> builder.property(ServiceName.NOTIFY, "firstline.notify.repair-wait", "2s")
                        .property(ServiceName.NOTIFY, "firstline.notify.slack.channel-retry", "1s")
                        .property(ServiceName.NOTIFY, "firstline.notify.call-deadline", "2s")
                        .property(ServiceName.NOTIFY, "firstline.notify.lease", "5s"));
        ann = bed.api("ann", "viewer");
    }

    @AfterEach
    void stopAll() {
        if (ann != null) ann.close();
        if (bed != null) bed.close();
    }

    @Test
    void slackAnswers429ThenOkFalseThenHangsThenLosesItsAnswers() {
        long begunNanos = System.nanoTime();
        List<ArmedFault> limited = trouble("chat\\..*", which -> which.rateLimited(RETRY_AFTER_SECONDS));
        Alert first = somethingHappens("one", 1);
        Await.untilTrue("429", PATIENCE, () -> answers("\"ratelimited\"") > 0);
        Await.untilTrue("ten seconds of it", PATIENCE, () -> System.nanoTime() - begunNanos > OF_429S.toNanos());
        ends(limited, 1);

        // After this answer nobody knows whether the message was posted; the next one says plainly that it was not.
        List<ArmedFault> unclear = trouble("chat\\.postMessage", which -> which.refused("internal_error"));
        Alert second = somethingHappens("two", 2);
        Await.untilTrue("ok:false", PATIENCE, () -> answers("\"internal_error\"") >= REFUSALS);
        List<ArmedFault> refusing = trouble("chat\\.postMessage", which -> which.refused("channel_not_found"));
        unclear.forEach(ArmedFault::release);
        Await.untilTrue("a plain no", PATIENCE, () -> answers("\"channel_not_found\"") >= REFUSALS);
        ends(refusing, 2);

        List<ArmedFault> hanging = trouble("chat\\..*", Fault.Which::hanging);
        Alert third = somethingHappens("three", 3);
        resolveAndAwaitPage(first);
        Await.untilTrue("calls without an answer", PATIENCE, () -> unanswered() > 0);
        ends(hanging, 3);

        long unansweredBefore = unanswered();
        trouble("chat\\.update", which -> which.losingAnswer().once());
        trouble("chat\\.postMessage", which -> which.losingAnswer().once());
        resolveAndAwaitPage(second);
        resolveAndAwaitPage(third);
        allIsTold("checkout", PAYMENTS, 3, "[RESOLVED]");
        allIsTold("search", DISCOVERY, 3, "[DETECTED]");
        assertThat(unanswered()).isGreaterThanOrEqualTo(unansweredBefore + 2);
    }

    /** Slack is in trouble with the channel of the payments' people only: the others have to be told all the same. */
    private List<ArmedFault> trouble(String methods, Function<Fault.Which, Fault> what) {
        return NAMES_OF_PAYMENTS.stream()
                .map(name -> vendors.slack()
                        .faults()
                        .arm(what.apply(Fault.on(methods).with("\"" + name + "\""))))
                .toList();
    }

    /** The trouble is over: until now it has kept the newest message back, which comes after all. */
    private void ends(List<ArmedFault> trouble, int incidents) {
        assertThat(roots(PAYMENTS)).hasSize(incidents - 1);
        trouble.forEach(ArmedFault::release);
        awaitRoots(incidents);
    }

    /**
     * An incident of its own for each of two services; the page and the other service's message come while Slack still is in trouble
     * with the first one's channel, so they haven't waited for it.
     */
    private Alert somethingHappens(String environment, int incidents) {
        Alert payments = Alert.of("PaymentErrors", "checkout", "critical").label("environment", environment);
        bed.alertmanager().fire(payments);
        promptly(
                "the page, whatever becomes of Slack",
                () -> vendors.pagerDuty().incidents().size() == incidents);
        bed.alertmanager().fire(Alert.of("Unknown", "search", "warning").label("environment", environment));
        promptly(
                "another channel, whatever becomes of this one",
                () -> roots(DISCOVERY).size() == incidents);
        return payments;
    }

    private void resolveAndAwaitPage(Alert alert) {
        long before = pagesOver();
        bed.alertmanager().resolve(alert);
        promptly("the page's end, whatever becomes of Slack", () -> pagesOver() == before + 1);
    }

    /** What was accepted just now is told soon; prints how soon. */
    private static void promptly(String what, BooleanSupplier told) {
        long acceptedNanos = System.nanoTime();
        Await.untilTrue(what, PROMPTLY, told);
        System.out.println(what + ": "
                + Duration.ofNanos(System.nanoTime() - acceptedNanos).toMillis() + " ms");
    }

    private long pagesOver() {
        return vendors.pagerDuty().incidents().stream()
                .filter(page -> page.status() == PagerDutyIncident.Status.RESOLVED)
                .count();
    }

    private void awaitRoots(int count) {
        Await.untilTrue(
                "the message, after the trouble",
                PATIENCE,
                () -> roots(PAYMENTS).size() == count);
    }

    /** Each incident has one message that shows its last state, and a thread that tells each line of its timeline once. */
    private void allIsTold(String service, String channel, int count, String phase) {
        List<Incident> incidents = ann.incidents(service);
        assertThat(incidents).hasSize(count);
        for (Incident incident : incidents) {
            String id = incident.getId();
            Await.untilTrue(
                    "the last state, whatever happened",
                    PATIENCE,
                    () -> SlackThread.of(vendors.slack(), channel, id).roots().stream()
                            .anyMatch(root -> root.content().text().contains(phase)));
            Await.untilTrue("an end of all attempts", PATIENCE, () -> ann.deliveries(id).stream()
                    .noneMatch(delivery -> delivery.getOutcome().name().endsWith("ATTEMPTED")));
            SlackThread.awaitTold(vendors.slack(), channel, ann, id, PATIENCE);
        }
        assertThat(roots(channel)).hasSize(count);
    }

    private List<SlackMessage> roots(String channel) {
        return vendors.slack().messages(channel).stream()
                .filter(message -> message.threadTs().isEmpty() && !message.tombstone())
                .toList();
    }

    private long answers(String words) {
        return vendors.slack().journal().entries().stream()
                .filter(entry -> entry.line() == JournalEntry.Line.ANSWER)
                .filter(entry -> entry.content().toString().contains(words))
                .count();
    }

    /** How many requests Slack has left without an answer. */
    private long unanswered() {
        List<JournalEntry> entries = vendors.slack().journal().entries();
        Set<Long> heard = requests(entries, JournalEntry.Line.ANSWER);
        heard.removeAll(requests(entries, JournalEntry.Line.LOST));
        Set<Long> asked = requests(entries, JournalEntry.Line.REQUEST);
        asked.removeAll(heard);
        return asked.size();
    }

    private static Set<Long> requests(List<JournalEntry> entries, JournalEntry.Line line) {
        return entries.stream()
                .filter(entry -> entry.line() == line)
                .map(JournalEntry::request)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
