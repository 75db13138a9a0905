package dev.firstline.triage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The incidents of the groups that one transaction has locked, and where its episodes belong. */
public final class CaseBook {

    private final PolicyInForce in;
    private final Instant now;
    private final Supplier<UUID> ids;
    private final Map<String, Incident> newest;
    private final Map<UUID, Incident> incidents = new LinkedHashMap<>();
    private final Map<UUID, Placement> placements;
    private final Map<UUID, Placement> changed = new LinkedHashMap<>();

    /** Which episode stands for an alert in an incident. */
    private final Map<Placement.Seat, UUID> seats = new HashMap<>();

    /**
     * @param in the policy in force
     * @param now the time
     * @param ids makes the ids of new incidents
     * @param newest the newest incident of each group, where there is one
     * @param others older incidents that episodes belong to
     * @param placements the episodes' places, by their id; where an episode begins, those that stand for its alert in the newest
     *     incident of its group, too, and where one goes on, the one that it superseded
     */
    public CaseBook(
            PolicyInForce in,
            Instant now,
            Supplier<UUID> ids,
            Map<String, Incident> newest,
            Collection<Incident> others,
            Map<UUID, Placement> placements) {
        this.in = in;
        this.now = now;
        this.ids = ids;
        this.newest = new LinkedHashMap<>(newest);
        this.placements = new LinkedHashMap<>(placements);
        placements.values().forEach(this::seat);
        others.forEach(incident -> incidents.put(incident.id(), incident));
        newest.values().forEach(incident -> incidents.put(incident.id(), incident));
    }

    /** All incidents, changed or not. */
    public Collection<Incident> incidents() {
        return incidents.values();
    }

    /** An incident that was given or begun here. */
    public Incident incident(UUID id) {
        return incidents.get(id);
    }

    /** Where an episode belongs; null where it isn't known here. */
    public Placement placement(UUID episodeId) {
        return placements.get(episodeId);
    }

    /** The placements that differ from what was given. */
    public Collection<Placement> changedPlacements() {
        return changed.values();
    }

    /** Takes over what an event did to its alert. */
    public void take(Step step) {
        switch (step.change()) {
            case Change.Opened opened -> opened(step);
            case Change.Reopened reopened -> reopened(step, reopened.flapping());
            case Change.Ended ended -> ended(step);
            case Change.Repeated repeated -> judgedAnew(step);
            case Change.Ignored ignored -> own(step).passesOver(step.voice(), ignored.why());
            case Change.Late late -> own(step).passesOver(step.voice(), late.why());
            case Change.Redelivered redelivered ->
                own(step).passesOver(step.voice(), "its vendor delivered it more than once; the first one counts");
            case Change.Counted counted -> {}
        }
    }

    private Incident own(Step step) {
        return incidents.get(placements.get(step.after().episode().id()).incidentId());
    }

    private void opened(Step step) {
        Incident incident = place(step, step.groupKey());
        AlertState after = step.after();
        Placement begun = Placement.in(incident, after.id(), after.episode().id());
        put(asked(seated(begun), after.assessment()));
    }

    /** An episode comes to stand for its alert in its incident, instead of the one that did until now. */
    private Placement seated(Placement placement) {
        UUID earlier = seats.get(placement.seat());
        if (earlier == null) incidents.get(placement.incidentId()).gainsAlert();
        else put(placements.get(earlier).superseded(true));
        return placement.superseding(earlier);
    }

    /** An episode goes on in another incident: in this one the earlier one stands for the alert again. */
    private void leaves(Placement placement) {
        UUID earlier = placement.supersedes();
        if (earlier == null) incidents.get(placement.incidentId()).losesAlert();
        else put(placements.get(earlier).superseded(false));
    }

    private void reopened(Step step, boolean flapping) {
        Placement placement = placements.get(step.after().episode().id());
        Incident own = incidents.get(placement.incidentId());
        boolean isNewest = newest.get(placement.groupKey()) == own;
        if (own.isOpen() || (own.progress().isHeldByPerson() && isNewest)) {
            own.goesOn(step.voice(), flapping);
            if (!own.isOpen()) return;
            if (step.isJudgedAnew())
                own.judgedAnew(step.voice(), step.before(), step.after().assessment(), in);
            put(again(placement, step.after().assessment()));
            return;
        }
        Incident incident = place(step, placement.groupKey());
        Placement moved = placement.movedTo(incident);
        if (incident != own) {
            leaves(placement);
            moved = seated(moved);
        }
        put(again(moved, step.after().assessment()));
    }

    /** The group's open incident, or the one that ended lately, or a new one. */
    private Incident place(Step step, String groupKey) {
        Incident last = newest.get(groupKey);
        Assessment assessment = step.after().assessment();
        if (last != null && last.isOpen()) {
            last.joins(step.voice(), assessment, in);
            return last;
        }
        Event event = step.event();
        Duration window = in.policy().grouping().reopenWindow();
        if (last != null && last.progress().endedWithin(window, event.observed())) {
            last.reopens(step.voice(), assessment, now, in);
            return last;
        }
        Incident begun = Incident.begun(ids.get(), groupKey, event.content(), event.observed(), now, in);
        begun.opens(event.key().source(), step.voice(), assessment, in);
        newest.put(groupKey, begun);
        incidents.put(begun.id(), begun);
        return begun;
    }

    private void ended(Step step) {
        Placement placement = placements.get(step.after().episode().id());
        incidents.get(placement.incidentId()).ends(step.voice());
        put(placement.with(placement.request().over("the alert is resolved")));
    }

    private void judgedAnew(Step step) {
        if (!step.isJudgedAnew()) return;
        Placement placement = placements.get(step.after().episode().id());
        Incident incident = incidents.get(placement.incidentId());
        if (!incident.isOpen()) return;
        incident.judgedAnew(step.voice(), step.before(), step.after().assessment(), in);
        put(asked(placement.with(placement.request().changed()), step.after().assessment()));
    }

    /**
     * An open episode's alert was judged anew, by a person or under another policy.
     *
     * @return the incident, where it is open
     */
    public Incident judgedAnew(Placement placement, Assessment assessment) {
        Incident incident = incidents.get(placement.incidentId());
        if (!incident.isOpen()) return null;
        put(asked(placement.with(placement.request().changed()), assessment));
        return incident;
    }

    /** A person resolved an incident: nothing more is to be done about an episode. */
    public void notWanted(Placement placement, String why) {
        put(placement.with(placement.request().over(why)));
    }

    /** An execution came to a verdict about an episode. */
    public void concluded(Placement placement, Verdict verdict) {
        put(placement.with(verdict));
    }

    /** Asks for a runbook where the response wants one; what was once asked for stays as it is until the episode is over. */
    private Placement asked(Placement placement, Assessment assessment) {
        boolean runbook = in.policy().response(assessment.impact()).runbook();
        Placement judged = placement.judged(assessment.impact());
        return runbook && !placement.request().wasAsked()
                ? judged.with(placement.request().asked())
                : judged;
    }

    /** The same for an episode that goes on: what was asked for once is wanted again. */
    private Placement again(Placement placement, Assessment assessment) {
        return placement.request().wasAsked()
                ? placement.judged(assessment.impact()).with(placement.request().asked())
                : asked(placement, assessment);
    }

    private void put(Placement placement) {
        Placement before = placements.put(placement.episodeId(), placement);
        if (before != null) seats.remove(before.seat(), before.episodeId());
        seat(placement);
        if (!placement.equals(before)) changed.put(placement.episodeId(), placement);
    }

    private void seat(Placement placement) {
        if (!placement.superseded()) seats.put(placement.seat(), placement.episodeId());
    }
}
