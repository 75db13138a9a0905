package dev.firstline.notify.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.domain.AlertFacts;
import dev.firstline.notify.domain.Certainty;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Kind;
import dev.firstline.notify.domain.Link;
import dev.firstline.notify.domain.Phase;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.domain.Severity;
import dev.firstline.notify.domain.Verdict;
import dev.firstline.platform.database.Tx;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The tables {@code incident} and {@code entry}: what triage said last, and the story so far. */
@Singleton
@RegisterForReflection(
        targets = {
            Incident.class,
            AlertFacts.class,
            Link.class,
            Link.Kind.class,
            Route.class,
            Phase.class,
            Impact.class,
            Kind.class,
            Severity.class,
            Verdict.class
        })
public class IncidentStore {

    private static final String PUT = """
            insert into incident (id, version, state, confirmed_seq, received_time) values ($1, $2, $3, 0, $4)
            on conflict (id) do update
               set version = excluded.version, state = excluded.state, received_time = excluded.received_time
             where incident.version < excluded.version""";

    private static final String CONFIRM = """
            update incident i
               set confirmed_seq = coalesce(
                       (select max(numbered.seq)
                          from (select seq, seq - row_number() over (order by seq) as gap
                                  from entry where incident_id = $1 and seq > i.confirmed_seq) numbered
                         where numbered.gap = i.confirmed_seq),
                       i.confirmed_seq)
             where i.id = $1
            returning i.confirmed_seq""";

    private final ObjectMapper json;

    public IncidentStore(ObjectMapper json) {
        this.json = json;
    }

    /** Keeps a state, unless a newer one is kept. */
    public void put(Tx tx, Incident incident, Instant now) {
        tx.send(PUT, incident.id(), incident.version(), written(incident), offset(now));
    }

    /**
     * Asks to keep lines of the story; what is there stays as it is.
     *
     * @return whether any was new
     */
    public BooleanSupplier add(Tx tx, UUID incidentId, List<Entry> entries) {
        if (entries.isEmpty()) return () -> false;
        Supplier<RowSet<Row>> added = tx.ask(
                """
                insert into entry (incident_id, seq, entry_time, kind, actor, body, certainty)
                select $1, line.* from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[]) line
                on conflict do nothing""",
                incidentId,
                entries.stream().map(Entry::seq).toArray(Long[]::new),
                entries.stream().map(entry -> offset(entry.time())).toArray(OffsetDateTime[]::new),
                entries.stream().map(Entry::kind).toArray(String[]::new),
                entries.stream().map(Entry::actor).toArray(String[]::new),
                entries.stream().map(Entry::text).toArray(String[]::new),
                entries.stream().map(entry -> entry.certainty().name()).toArray(String[]::new));
        return () -> added.get().rowCount() > 0;
    }

    /** Asks to find and keep the highest line before which none is missing; 0 where there is no such incident. */
    public LongSupplier confirm(Tx tx, UUID incidentId) {
        Supplier<RowSet<Row>> confirmed = tx.ask(CONFIRM, incidentId);
        return () -> {
            for (Row row : confirmed.get()) return row.getLong(0);
            return 0;
        };
    }

    /** The newest state. */
    public Optional<Incident> find(Tx tx, UUID id) {
        return tx.first("select state from incident where id = $1", row -> read(row.getString(0)), id);
    }

    /** The lines after one, in order and without a gap, at most so many. */
    public List<Entry> story(Tx tx, UUID incidentId, long after, int most) {
        return tx.list("""
                select e.* from entry e join incident i on i.id = e.incident_id
                 where e.incident_id = $1 and e.seq > $2 and e.seq <= i.confirmed_seq order by e.seq limit $3""", IncidentStore::entry, incidentId, after, most);
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("seq"),
                row.getOffsetDateTime("entry_time").toInstant(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("body"),
                Certainty.valueOf(row.getString("certainty")));
    }

    private String written(Incident incident) {
        try {
            return json.writeValueAsString(incident);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an incident can be written", impossible);
        }
    }

    private Incident read(String state) {
        try {
            return json.readValue(state, Incident.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a stored incident can't be read", unreadable);
        }
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
