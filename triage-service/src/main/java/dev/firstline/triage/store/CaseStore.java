package dev.firstline.triage.store;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Placement;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.domain.Verdict;
import dev.firstline.triage.store.DueWorkRows.Timer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Opens the incidents of some groups under their lock, and closes them again with everything that has to follow. */
@Singleton
public class CaseStore {

    /** Brings an incident to notify. The key is the incident's id. */
    public static final String NOTIFY = "notify.incident";

    /** Brings an episode to remediation. The key is the episode's id. */
    public static final String REMEDIATION = "remediation.episode";

    /** Looks at an incident anew: its first notice, joins that wait for their line. The key is the incident's id. */
    public static final String LOOK = "incident.look";

    /**
     * An alert that opens an episode in another group than its last one stood in: it may have had an earlier one there.
     *
     * @param groupKey the group that it comes to
     */
    public record Stray(UUID alertId, String groupKey) {}

    /**
     * What a transaction needs under lock.
     *
     * @param groups the groups
     * @param episodes episodes of these groups whose place is needed
     * @param goingOn those of them that ended and go on
     * @param strays alerts that come from another group
     */
    public record Wanted(
            Collection<String> groups, Collection<UUID> episodes, Collection<UUID> goingOn, Collection<Stray> strays) {}

    private final IncidentStore incidents;
    private final EpisodeStore episodes;
    private final TimelineStore timeline;
    private final DueWorkRows dueWork;

    public CaseStore(IncidentStore incidents, EpisodeStore episodes, TimelineStore timeline, DueWorkRows dueWork) {
        this.incidents = incidents;
        this.episodes = episodes;
        this.timeline = timeline;
        this.dueWork = dueWork;
    }

    /**
     * Locks groups, in the order of their keys, and opens their incidents.
     *
     * @param groupKeys the groups
     * @param episodeIds episodes of these groups whose place is needed
     */
    public CaseBook open(
            Tx tx, Collection<String> groupKeys, Collection<UUID> episodeIds, PolicyInForce in, Instant now) {
        return open(tx, new Wanted(groupKeys, episodeIds, List.of(), List.of()), in, now);
    }

    /** Locks groups, in the order of their keys, and opens their incidents. */
    public CaseBook open(Tx tx, Wanted wanted, PolicyInForce in, Instant now) {
        return opened(tx, incidents.lockGroups(tx, wanted.groups()), List.of(), wanted, in, now);
    }

    private CaseBook opened(
            Tx tx,
            Map<String, UUID> newestIds,
            Collection<UUID> otherIds,
            Wanted wanted,
            PolicyInForce in,
            Instant now) {
        Set<UUID> ids = new LinkedHashSet<>(newestIds.values());
        ids.addAll(otherIds);
        List<Supplier<Map<UUID, Placement>>> placements = List.of(
                episodes.placements(tx, wanted.episodes()),
                episodes.superseded(tx, wanted.goingOn()),
                standing(tx, wanted.strays(), newestIds));
        Supplier<List<Incident>> loaded = incidents.load(tx, ids, wanted.episodes());
        Map<String, Incident> newest = new HashMap<>();
        List<Incident> others = new ArrayList<>();
        for (Incident incident : loaded.get()) {
            if (incident.id().equals(newestIds.get(incident.groupKey()))) newest.put(incident.groupKey(), incident);
            else others.add(incident);
        }
        Map<UUID, Placement> placed = new HashMap<>();
        placements.forEach(some -> placed.putAll(some.get()));
        return new CaseBook(in, now, () -> Ids.next(now), newest, others, placed);
    }

    private Supplier<Map<UUID, Placement>> standing(Tx tx, Collection<Stray> strays, Map<String, UUID> newestIds) {
        Set<UUID> alerts = new LinkedHashSet<>();
        Set<UUID> theirs = new LinkedHashSet<>();
        for (Stray stray : strays) {
            UUID incident = newestIds.get(stray.groupKey());
            if (incident == null) continue;
            alerts.add(stray.alertId());
            theirs.add(incident);
        }
        return episodes.standing(tx, alerts, theirs);
    }

    /**
     * Locks the group of an incident and opens it.
     *
     * @return empty where there is no such incident
     */
    public Optional<CaseBook> open(Tx tx, UUID incidentId, Collection<UUID> episodeIds, PolicyInForce in, Instant now) {
        return incidents
                .groupOf(tx, incidentId)
                .map(group -> incidents.lockGroups(tx, List.of(group)))
                .map(newestIds -> opened(
                        tx,
                        newestIds,
                        List.of(incidentId),
                        new Wanted(newestIds.keySet(), episodeIds, List.of(), List.of()),
                        in,
                        now));
    }

    /** Writes the placements that changed. */
    public void place(Tx tx, CaseBook book) {
        episodes.place(tx, book.changedPlacements());
    }

    /** Writes the placements that changed, except those of episodes that were written with theirs. */
    public void placeOthers(Tx tx, CaseBook book, Set<UUID> written) {
        List<Placement> others = book.changedPlacements().stream()
                .filter(placement -> !written.contains(placement.episodeId()))
                .toList();
        episodes.place(tx, others);
    }

    /** Writes the incidents that changed, their new lines, and the due work that follows. */
    public void close(Tx tx, CaseBook book, Instant now) {
        dueWork.arm(tx, closed(tx, book, now));
    }

    /** The same for the timer's own handler, which says by its result when to look again. */
    public void closeWithoutLook(Tx tx, CaseBook book, Instant now) {
        closed(tx, book, now);
    }

    private List<Timer> closed(Tx tx, CaseBook book, Instant now) {
        List<Incident> changed = new ArrayList<>();
        List<DueWork> works = new ArrayList<>();
        List<Timer> timers = new ArrayList<>();
        for (Incident incident : book.incidents()) {
            Incident.Next next = incident.settle(now);
            if (incident.isChanged()) changed.add(incident);
            String key = incident.id().toString();
            if (next.handOver() != null) works.add(dueWork.handOver(NOTIFY, key, incident.version(), next.handOver()));
            if (next.look() != null) timers.add(new Timer(LOOK, key, next.look()));
        }
        for (Placement placement : book.changedPlacements()) {
            if (!placement.request().wasAsked()) continue;
            long version = placement.request().version();
            works.add(dueWork.handOver(REMEDIATION, placement.episodeId().toString(), version, now));
        }
        incidents.save(tx, changed);
        timeline.add(tx, changed);
        dueWork.put(tx, works);
        return timers;
    }

    /** The highest impact of the firing alerts of an incident, what false positives weigh aside; empty where none fires. */
    public Optional<Impact> highestFiring(Tx tx, UUID incidentId) {
        return tx
                .list(
                        """
                        select distinct a.impact, e.verdict from episode e join alert a on a.id = e.alert_id
                         where e.incident_id = $1 and e.ended_time is null and not e.superseded""",
                        row -> Placement.weight(
                                Impact.valueOf(row.getString("impact")), Verdict.valueOf(row.getString("verdict"))),
                        incidentId)
                .stream()
                .reduce(Impact::or);
    }
}
