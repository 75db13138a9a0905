package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Certainty;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.TimelineLine;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The table {@code timeline_entry}. */
@Singleton
public class TimelineStore {

    private record OwnedLine(UUID incidentId, TimelineLine line) {}

    private static final String ADD = """
            insert into timeline_entry (incident_id, seq, entry_time, kind, actor, text, certainty, alert_id)
            select * from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
                                 $8::uuid[])""";

    private static final String UNCONFIRMED = """
            select * from timeline_entry
             where incident_id = $1 and seq > (select confirmed_seq from incident where id = $1)
             order by seq limit $2""";

    /** Writes the lines that incidents have gained. */
    public void add(Tx tx, Collection<Incident> incidents) {
        List<OwnedLine> lines = new ArrayList<>();
        for (Incident incident : incidents) {
            for (TimelineLine line : incident.lines()) lines.add(new OwnedLine(incident.id(), line));
        }
        if (lines.isEmpty()) return;
        tx.send(
                ADD,
                new Columns<>(lines)
                        .uuids(OwnedLine::incidentId)
                        .longs(owned -> owned.line().seq())
                        .times(owned -> owned.line().time())
                        .texts(owned -> owned.line().kind())
                        .texts(owned -> owned.line().actor())
                        .texts(owned -> owned.line().text())
                        .words(owned -> owned.line().certainty())
                        .uuids(owned -> owned.line().alertId())
                        .arguments());
    }

    /** Asks for the lines that notify has not confirmed, in order. */
    Supplier<List<TimelineLine>> unconfirmed(Tx tx, UUID incidentId, int limit) {
        Supplier<RowSet<Row>> rows = tx.ask(UNCONFIRMED, incidentId, limit);
        return () -> {
            List<TimelineLine> lines = new ArrayList<>();
            for (Row row : rows.get()) lines.add(read(row));
            return lines;
        };
    }

    /** An incident's lines after a seq, in order. */
    public List<TimelineLine> after(Tx tx, UUID incidentId, long seq, int limit) {
        return tx.list(
                "select * from timeline_entry where incident_id = $1 and seq > $2 order by seq limit $3",
                TimelineStore::read,
                incidentId,
                seq,
                limit);
    }

    private static TimelineLine read(Row row) {
        return new TimelineLine(
                row.getLong("seq"),
                row.getOffsetDateTime("entry_time").toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("text"),
                Certainty.valueOf(row.getString("certainty")),
                row.getUUID("alert_id"));
    }
}
