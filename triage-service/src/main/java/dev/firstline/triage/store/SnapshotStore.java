package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.PageToken;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.AlertView;
import dev.firstline.triage.domain.EpisodeNews;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.IncidentNews;
import dev.firstline.triage.domain.IncidentView;
import dev.firstline.triage.domain.RunbookRequest;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.domain.Verdict;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads what others are shown, each in one unchanging view of the database. */
@Singleton
public class SnapshotStore {

    /** How many alerts an incident shows. */
    private static final int WORST = 50;

    /** How many lines a hand-over carries. */
    public static final int LINES = 200;

    /** Walks the index episode_worst, whose order this is: what it costs doesn't depend on how many alerts an incident has. */
    private static final String ALERTS = """
            select a.*, e.id as shown_episode_id, e.ended_time is null as is_firing, e.verdict
              from (select * from episode
                     where incident_id = $1 and not superseded
                     order by (ended_time is null) desc, gravity(impact), started_time desc, id
                     limit $2) e
              join alert a on a.id = e.alert_id
             order by (e.ended_time is null) desc, gravity(e.impact), e.started_time desc, e.id""";

    private static final String LIST = """
            select * from incident
             where (started_time, id) < ($1, $2) and %s
             order by started_time desc, id desc limit $3""";

    private static final String EPISODE = """
            select a.*, e.id as shown_episode_id, e.ended_time is null as is_firing, e.verdict, e.incident_id, e.started_time,
                   e.request_version, e.wanted, e.unwanted_reason, i.service, i.team
              from episode e join alert a on a.id = e.alert_id join incident i on i.id = e.incident_id
             where e.id = $1""";

    private final TimelineStore timeline;

    public SnapshotStore(TimelineStore timeline) {
        this.timeline = timeline;
    }

    /**
     * Which incidents a list shows.
     *
     * @param open only open ones, only resolved ones; empty for all
     * @param service only this service's; empty for all
     * @param impact only these; empty for all
     */
    public record Filter(Optional<Boolean> open, Optional<String> service, Optional<Impact> impact) {

        /** Each combination is its own statement, so that each finds its index. */
        private String where() {
            StringBuilder where = new StringBuilder("true");
            open.ifPresent(yes -> where.append(yes ? " and resolved_time is null" : " and resolved_time is not null"));
            int next = 4;
            if (service.isPresent()) where.append(" and service = $").append(next++);
            if (impact.isPresent()) where.append(" and impact = $").append(next);
            return where.toString();
        }
    }

    /** An incident with its worst alerts. */
    public Optional<IncidentView> incident(Tx tx, UUID id) {
        Supplier<RowSet<Row>> alerts = tx.ask(ALERTS, id, WORST);
        return tx.first("select * from incident where id = $1", IncidentStore::read, id)
                .map(head -> new IncidentView(head, alerts(alerts.get())));
    }

    private static List<AlertView> alerts(RowSet<Row> rows) {
        List<AlertView> alerts = new ArrayList<>();
        for (Row row : rows) alerts.add(alert(row));
        return alerts;
    }

    /** What notify has to hear of an incident. */
    public Optional<IncidentNews> news(Tx tx, UUID id) {
        Supplier<List<TimelineLine>> lines = timeline.unconfirmed(tx, id, LINES);
        return incident(tx, id).map(view -> new IncidentNews(view, lines.get()));
    }

    /** A page of incidents, most recently begun first, without their alerts. */
    public List<IncidentView> list(Tx tx, Filter filter, PageToken from, int size) {
        List<Object> arguments = new ArrayList<>(List.of(Columns.offset(from.time()), from.id(), size));
        filter.service().ifPresent(arguments::add);
        filter.impact().ifPresent(impact -> arguments.add(impact.name()));
        return tx.list(
                LIST.formatted(filter.where()),
                row -> new IncidentView(IncidentStore.read(row), List.of()),
                arguments.toArray());
    }

    /** What remediation has to hear of an episode. */
    public Optional<EpisodeNews> episode(Tx tx, UUID episodeId) {
        return tx.first(
                EPISODE,
                row -> new EpisodeNews(
                        episodeId,
                        row.getUUID("incident_id"),
                        new RunbookRequest(
                                row.getLong("request_version"),
                                row.getBoolean("wanted"),
                                row.getString("unwanted_reason")),
                        alert(row),
                        row.getString("service"),
                        row.getString("team"),
                        row.getOffsetDateTime("started_time").toInstant()),
                episodeId);
    }

    private static AlertView alert(Row row) {
        return new AlertView(
                row.getUUID("id"),
                new AlertKey(row.getString("source"), row.getString("fingerprint")),
                row.getBoolean("is_firing"),
                Impact.valueOf(row.getString("impact")),
                row.getString("impact_reason"),
                Verdict.valueOf(row.getString("verdict")),
                ContentJson.read(row.getJsonObject("content")),
                row.getOffsetDateTime("first_seen_time").toInstant(),
                row.getOffsetDateTime("last_seen_time").toInstant(),
                row.getLong("occurrences"),
                row.getUUID("shown_episode_id"),
                row.getLong("event_count"),
                row.getLong("late_count"));
    }
}
