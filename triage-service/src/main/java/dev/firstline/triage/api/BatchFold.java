package dev.firstline.triage.api;

import dev.firstline.platform.database.Ids;
import dev.firstline.triage.domain.AlertKey;
import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.Assessment;
import dev.firstline.triage.domain.Change;
import dev.firstline.triage.domain.Episode;
import dev.firstline.triage.domain.Event;
import dev.firstline.triage.domain.Facts;
import dev.firstline.triage.domain.Fold;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.domain.Standing;
import dev.firstline.triage.domain.Step;
import dev.firstline.triage.store.AlertRow;
import dev.firstline.triage.store.CaseStore.Stray;
import dev.firstline.triage.store.CaseStore.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Folds events into alerts that are locked, in memory: what the events did, and which alerts have to be written how. */
final class BatchFold {

    /** An alert's episode with the group that it belongs to, as long as the batch knows better than the table. */
    record Touched(UUID alertId, Episode episode) {}

    private final PolicyInForce in;
    private final Supplier<UUID> ids;
    private final Map<AlertKey, AlertRow> locked;
    private final Map<AlertKey, AlertState> states = new HashMap<>();
    private final Map<AlertKey, UUID> contents = new HashMap<>();
    private final Map<UUID, String> groups = new HashMap<>();
    private final Map<UUID, Touched> episodes = new LinkedHashMap<>();
    private final Map<AlertKey, Boolean> rewritten = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<Stray> strays = new LinkedHashSet<>();

    /**
     * @param in the policy in force
     * @param locked the alerts that exist
     * @param now the time, for new ids
     */
    BatchFold(PolicyInForce in, Map<AlertKey, AlertRow> locked, Instant now) {
        this.in = in;
        this.ids = () -> Ids.next(now);
        this.locked = locked;
    }

    /** Folds one event. */
    void fold(Event event, Standing standing) {
        AlertState before = states.get(event.key());
        if (before == null) before = known(event);
        Duration flapWindow = in.policy().grouping().flapWindow();
        for (Fold folded : Fold.fold(before, event, standing, flapWindow, ids)) {
            take(before, folded);
            before = states.get(event.key());
        }
    }

    private void take(AlertState before, Fold folded) {
        Event event = folded.event();
        AlertState after = folded.after();
        boolean changesContent = changesContent(before, folded, event);
        if (isToAssess(folded.change(), before, after, changesContent)) {
            after = after.assessed(assess(event, before, after, folded.change()));
        }
        String group = folded.change() instanceof Change.Opened
                ? in.policy().grouping().key(event.key(), event.content())
                : null;
        if (group != null
                && before.episode() != null
                && !group.equals(groups.get(before.episode().id()))) {
            strays.add(new Stray(after.id(), group));
        }
        steps.add(new Step(event, folded.change(), before.assessment(), after, group));
        remember(event.key(), before, after, group, changesContent);
    }

    private AlertState known(Event event) {
        AlertRow row = locked.get(event.key());
        if (row == null) return AlertState.unknown(ids.get(), event);
        contents.put(event.key(), row.contentId());
        if (row.state().episode() != null) groups.put(row.state().episode().id(), row.groupKey());
        return row.state();
    }

    private boolean changesContent(AlertState before, Fold folded, Event event) {
        if (folded.change() instanceof Change.Late || folded.after().content() != event.content()) return false;
        // A state out of the table comes without its content, but with the content's digest.
        return before.content() == null
                ? !AlertRow.isSame(event.content(), contents.get(event.key()))
                : !event.content().equals(before.content());
    }

    private static boolean isToAssess(Change change, AlertState before, AlertState after, boolean changesContent) {
        return switch (change) {
            case Change.Opened opened -> true;
            case Change.Reopened reopened -> true;
            case Change.Repeated repeated ->
                changesContent || before.seen().occurrences() != after.seen().occurrences();
            default -> false;
        };
    }

    /** A repeat can make an open alert graver, never milder: that takes a person, a verdict or another policy. */
    private Assessment assess(Event event, AlertState before, AlertState after, Change change) {
        Facts facts = new Facts(
                event.key().source(), event.content(), true, after.seen().occurrences());
        Assessment assessed = in.assess(facts, after.decision());
        boolean keeps = change instanceof Change.Repeated
                && before.assessment() != null
                && !assessed.impact().exceeds(before.assessment().impact());
        return keeps ? before.assessment() : assessed;
    }

    private void remember(AlertKey key, AlertState before, AlertState after, String group, boolean changesContent) {
        states.put(key, after);
        Episode episode = after.episode();
        boolean episodeChanges = episode != null && !episode.equals(before.episode());
        if (episodeChanges) {
            episodes.put(episode.id(), new Touched(after.id(), episode));
            if (group != null) groups.put(episode.id(), group);
        }
        boolean whole = changesContent
                || episodeChanges
                || after.assessment() != before.assessment()
                || before.seen().occurrences() != after.seen().occurrences();
        rewritten.merge(key, whole, Boolean::logicalOr);
    }

    List<Step> steps() {
        return steps;
    }

    /** The episodes that differ from what the tables hold. */
    Collection<Touched> episodes() {
        return episodes.values();
    }

    /** What is needed of incidents and episodes, under lock. */
    Wanted wanted() {
        return new Wanted(groups(), knownEpisodes(), goingOn(), strays);
    }

    /** The groups to lock: of every incident and every episode that changes. */
    private Collection<String> groups() {
        List<String> wanted = new ArrayList<>();
        for (Step step : steps) {
            if (step.concernsIncident())
                wanted.add(groups.get(step.after().episode().id()));
        }
        episodes.keySet().forEach(episode -> wanted.add(groups.get(episode)));
        return wanted;
    }

    /** The episodes that stand in the table and whose place is needed. */
    private Collection<UUID> knownEpisodes() {
        List<UUID> known = new ArrayList<>();
        for (Step step : steps) {
            AlertRow row = locked.get(step.event().key());
            if (row == null || row.state().episode() == null) continue;
            UUID episode = row.state().episode().id();
            if (step.concernsIncident() || episodes.containsKey(episode)) known.add(episode);
        }
        return known;
    }

    private Collection<UUID> goingOn() {
        return steps.stream()
                .filter(step -> step.change() instanceof Change.Reopened)
                .map(step -> step.after().episode().id())
                .toList();
    }

    /** Alerts to insert. */
    List<AlertRow> inserts() {
        return rows(false);
    }

    /** Alerts to write whole. */
    List<AlertRow> updates() {
        return rows(true);
    }

    private List<AlertRow> rows(boolean existing) {
        List<AlertRow> rows = new ArrayList<>();
        rewritten.forEach((key, whole) -> {
            if (locked.containsKey(key) != existing || (existing && !whole)) return;
            AlertState state = states.get(key);
            String group =
                    state.episode() == null ? null : groups.get(state.episode().id());
            rows.add(AlertRow.changed(state, contents.get(key), group));
        });
        return rows;
    }

    /** Alerts of which only counts, place and time have changed. */
    List<AlertState> counted() {
        List<AlertState> counted = new ArrayList<>();
        rewritten.forEach((key, whole) -> {
            if (locked.containsKey(key) && !whole) counted.add(states.get(key));
        });
        return counted;
    }
}
