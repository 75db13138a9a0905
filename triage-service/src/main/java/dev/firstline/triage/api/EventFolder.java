package dev.firstline.triage.api;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.telemetry.Traces;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Event;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.domain.Position;
import dev.firstline.triage.domain.Standing;
import dev.firstline.triage.domain.Step;
import dev.firstline.triage.store.AlertRow;
import dev.firstline.triage.store.AlertStore;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.CaseStore.Wanted;
import dev.firstline.triage.store.DeliveryStore;
import dev.firstline.triage.store.DeliveryStore.Deliveries;
import dev.firstline.triage.store.EpisodeStore;
import dev.firstline.triage.store.EpisodeStore.EpisodeRow;
import io.opentelemetry.api.common.AttributeKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Folds events in one transaction, with everything they cause: alerts first, then their groups, then what hangs on them. Every
 * transaction that takes more than one of these locks takes them in this order, each sort by its keys.
 */
@Singleton
public class EventFolder {

    private static final AttributeKey<List<String>> INCIDENT_IDS = AttributeKey.stringArrayKey("firstline.incident.id");
    private static final AttributeKey<List<String>> IMPACTS = AttributeKey.stringArrayKey("firstline.impact");

    /** A batch may concern thousands of incidents; a span is no place for all of their names. */
    private static final int MOST_NAMED = 32;

    private final Policies policies;
    private final AlertStore alerts;
    private final EpisodeStore episodes;
    private final CaseStore cases;
    private final DeliveryStore deliveries;
    private final FoldMetrics metrics;
    private final InstantSource clock;

    public EventFolder(
            Policies policies,
            AlertStore alerts,
            EpisodeStore episodes,
            CaseStore cases,
            DeliveryStore deliveries,
            FoldMetrics metrics,
            InstantSource clock) {
        this.policies = policies;
        this.alerts = alerts;
        this.episodes = episodes;
        this.cases = cases;
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Folds events.
     *
     * @param otherTraces the traces, beside the running one, that some of them belong to
     * @throws Unfoldable where an event lacks what an event has to have, or a rule of ours fails on it
     */
    void fold(Tx tx, List<dev.firstline.proto.common.v1.Event> received, List<String> otherTraces) {
        Traces.span("firstline.triage.assess", otherTraces, span -> {
            span.setAttribute("firstline.events", received.size());
            List<Incident> incidents = folded(tx, received);
            span.setAttribute(
                    INCIDENT_IDS, named(incidents, incident -> incident.id().toString()));
            span.setAttribute(
                    IMPACTS, named(incidents, incident -> incident.impact().name()));
            return null;
        });
    }

    private static List<String> named(List<Incident> incidents, Function<Incident, String> name) {
        return incidents.stream().map(name).distinct().limit(MOST_NAMED).toList();
    }

    /** The incidents that the events concern. */
    private List<Incident> folded(Tx tx, List<dev.firstline.proto.common.v1.Event> received) {
        Instant now = clock.instant();
        PolicyInForce in = policies.current();
        List<Event> events =
                purely(() -> received.stream().map(EventReader::read).toList());
        Deliveries noted =
                deliveries.note(tx, events, index -> received.get(index).toByteArray(), now);
        Set<AlertKey> keys = events.stream().map(Event::key).collect(Collectors.toSet());
        Map<AlertKey, AlertRow> locked = alerts.lock(tx, keys);
        Map<Event, Standing> standings = standings(tx, events, noted);
        BatchFold batch = new BatchFold(in, locked, now);
        purely(() -> {
            metrics.timeAssessing(
                    () -> events.forEach(event -> batch.fold(event, standings.getOrDefault(event, Standing.ONLY))));
            return null;
        });
        alerts.insert(tx, batch.inserts());
        alerts.update(tx, batch.updates());
        alerts.count(tx, batch.counted());
        Wanted wanted = batch.wanted();
        List<Incident> incidents = wanted.groups().isEmpty() ? List.of() : follow(tx, batch, wanted, in, now);
        tx.afterCommit(() -> metrics.folded(batch.steps()));
        return incidents;
    }

    /** How the events stand whose deliveries have copies; the alerts are locked. */
    private Map<Event, Standing> standings(Tx tx, List<Event> events, Deliveries noted) {
        Map<Event, Standing> standings = new IdentityHashMap<>();
        for (Event event : events) {
            Position copy = noted.foldedCopies().get(event.id());
            if (copy != null) standings.put(event, new Standing.Original(copy, newest(tx, event)));
            else if (noted.copies().contains(event.id())) standings.put(event, new Standing.Copy());
        }
        return standings;
    }

    private Event newest(Tx tx, Event event) {
        Event newest = event;
        for (byte[] kept : deliveries.newestOf(tx, event.key())) {
            Event other = purely(() -> EventReader.parse(kept));
            if (other.position().isNewerThan(newest.position())) newest = other;
        }
        return newest;
    }

    private List<Incident> follow(Tx tx, BatchFold batch, Wanted wanted, PolicyInForce in, Instant now) {
        CaseBook book = cases.open(tx, wanted, in, now);
        purely(() -> {
            batch.steps().stream().filter(Step::concernsIncident).forEach(book::take);
            return null;
        });
        List<EpisodeRow> rows = batch.episodes().stream()
                .map(touched -> new EpisodeRow(
                        touched.alertId(),
                        touched.episode(),
                        book.placement(touched.episode().id())))
                .toList();
        episodes.save(tx, rows);
        // A judgement may ask for a runbook where the episode itself has not changed.
        cases.placeOthers(tx, book, rows.stream().map(row -> row.episode().id()).collect(Collectors.toSet()));
        cases.close(tx, book, now);
        return List.copyOf(book.incidents());
    }

    /** What fails here fails for what an event holds, not for who is away. */
    private static <T> T purely(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            throw new Unfoldable(failure);
        }
    }
}
