package dev.firstline.e2e.delivery.facts;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Vendors;
import dev.firstline.e2e.delivery.check.Facts;
import dev.firstline.e2e.delivery.ground.PlanFiles;
import dev.firstline.e2e.delivery.load.Ledger;
import dev.firstline.e2e.delivery.plan.Plan;
import dev.firstline.e2e.standin.JournalEntry;
import dev.firstline.e2e.standin.StandIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads everything at the end of a run. */
public final class FactsReader {

    private FactsReader() {}

    /** What is so now. */
    public static Facts read(Plan plan, TestBed bed, Ledger ledger) throws SQLException {
        try (Connection connection = bed.cluster().postgres().connect()) {
            Sql sql = new Sql(connection);
            return new Facts(
                    sent(ledger),
                    IngestLog.events(sql),
                    TriageTables.alerts(sql),
                    TriageTables.incidents(sql, Journals.channelIds(plan)),
                    Journals.pages(entries(bed.vendors().pagerDuty())),
                    Journals.posts(entries(bed.vendors().slack())),
                    RemediationTables.episodes(sql, aid(plan)),
                    RemediationTables.executions(sql),
                    RemediationTables.actions(sql),
                    RemediationTables.told(sql),
                    effects(bed.vendors()),
                    deadLetters(sql),
                    dueWork(sql));
        }
    }

    private static Map<String, Facts.Aid> aid(Plan plan) {
        Map<String, Facts.Aid> aid = new TreeMap<>();
        plan.subjects().forEach(subject -> aid.put(subject.fingerprint(), PlanFiles.aid(subject)));
        return aid;
    }

    private static List<Facts.Effect> effects(Vendors vendors) {
        List<Facts.Effect> effects = new ArrayList<>(Journals.restarts(entries(vendors.kubernetes())));
        effects.addAll(Journals.automations(entries(vendors.ssm())));
        return effects;
    }

    private static List<JournalEntry> entries(StandIn vendor) {
        return vendor.journal().entries();
    }

    private static Map<String, Facts.Sent> sent(Ledger ledger) {
        Map<String, Facts.Sent> sent = new TreeMap<>();
        ledger.lines()
                .forEach((fingerprint, line) ->
                        sent.put(fingerprint, new Facts.Sent(line.sent(), line.acknowledged(), line.firing())));
        return sent;
    }

    private static Map<String, Long> deadLetters(Sql sql) throws SQLException {
        Map<String, Long> letters = new TreeMap<>();
        for (ServiceName service : ServiceName.values()) {
            String count = sql.text("select count(*) from %s.dead_letter".formatted(service.word()));
            letters.put(service.word(), Long.valueOf(count));
        }
        letters.merge(
                ServiceName.INGEST.word(),
                Long.valueOf(sql.text("select count(*) from ingest.unread_payload")),
                Long::sum);
        return letters;
    }

    /** All due work that is left, timers included: a line each. Ingest never stops telling triage that it listens: that is left out. */
    static List<String> dueWork(Sql sql) throws SQLException {
        List<String> left = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            left.addAll(sql.list(
                    ("select kind, key, version, attempt, take_time from %s.due_work"
                                    + " where kind <> 'listening' order by kind, key")
                            .formatted(service.word()),
                    row -> "%s: %s %s, version %d, attempt %d, to be taken at %s"
                            .formatted(
                                    service.word(),
                                    row.getString(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getInt(4),
                                    row.getString(5))));
        }
        return left;
    }
}
