package dev.firstline.e2e.delivery.chaos;

import dev.firstline.cli.local.LocalPostgres;
import dev.firstline.e2e.bed.Ways;
import dev.firstline.e2e.delivery.chaos.TellingMoment.Dies;
import dev.firstline.e2e.fault.Moment;
import java.time.Instant;
import java.util.List;

/** The moments that tell: between commit and acknowledgement, between intent and call, after a send and before its answer. */
final class TellingMoments {

    private static final int DIGITS_THAT_CHANGE_SLOWLY = 6;

    private TellingMoments() {}

    /** All of them, at a time: ids begin with it. */
    static List<TellingMoment> at(Instant now) {
        String id = beginOfIds(now);
        return List.of(
                after("accepted, not acknowledged", Ways.SENDERS, "ingest", "\"alertname\"", Dies.CALLED),
                after("folded, not acknowledged", "ingest", "triage", id, Dies.CALLED),
                after("handed to triage, not noted", "ingest", "triage", id, Dies.CALLER),
                after("notice stored, not acknowledged", "triage", "notify", "alertname", Dies.CALLED),
                after("handed to notify, not noted", "triage", "notify", "alertname", Dies.CALLER),
                after("request stored, not acknowledged", "triage", "remediation", "alertname", Dies.CALLED),
                after("report stored, not acknowledged", "remediation", "triage", id, Dies.CALLED),
                after("committed by ingest, not heard", "ingest", LocalPostgres.PROCESS, "prometheus", Dies.CALLED),
                after("committed by triage, not heard", "triage", LocalPostgres.PROCESS, "commit", Dies.CALLED),
                after("committed by notify, not heard", "notify", LocalPostgres.PROCESS, "commit", Dies.CALLER),
                after(
                        "committed by remediation, not heard",
                        "remediation",
                        LocalPostgres.PROCESS,
                        "commit",
                        Dies.CALLER),
                before("restart intended, not sent", "remediation", "kubernetes", "firstline.dev/intent"),
                after("restart sent, not answered", "remediation", "kubernetes", "firstline.dev/intent", Dies.CALLER),
                before("automation intended, not sent", "remediation", "ssm", "StartAutomationExecution"),
                after("automation sent, not answered", "remediation", "ssm", "StartAutomationExecution", Dies.CALLER),
                before("message intended, not sent", "notify", "slack", "chat.postMessage"),
                after("message sent, not answered", "notify", "slack", "chat.postMessage", Dies.CALLER),
                before("edit intended, not sent", "notify", "slack", "chat.update"),
                after("edit sent, not answered", "notify", "slack", "chat.update", Dies.CALLER),
                before("page intended, not sent", "notify", "pagerduty", "\"trigger\""),
                after("page sent, not answered", "notify", "pagerduty", "\"trigger\"", Dies.CALLER),
                before("all-clear intended, not sent", "notify", "pagerduty", "\"resolve\""),
                after("all-clear sent, not answered", "notify", "pagerduty", "\"resolve\"", Dies.CALLER));
    }

    private static TellingMoment before(String name, String from, String to, String text) {
        return new TellingMoment(name, from, to, text, Moment.BEFORE_EFFECT, Dies.CALLER);
    }

    private static TellingMoment after(String name, String from, String to, String text, Dies dies) {
        return new TellingMoment(name, from, to, text, Moment.AFTER_EFFECT, dies);
    }

    /**
     * How ids that are made now begin: a message in protobuf shows no names, and its path is compressed.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
     */
    private static String beginOfIds(Instant now) {
        return "%012x".formatted(now.toEpochMilli()).substring(0, DIGITS_THAT_CHANGE_SLOWLY);
    }
}
