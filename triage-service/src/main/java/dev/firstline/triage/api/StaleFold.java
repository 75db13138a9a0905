package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.proto.common.v1.Event;
import dev.firstline.proto.common.v1.EventStatus;
import dev.firstline.proto.common.v1.Place;
import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.Listening;
import dev.firstline.triage.domain.Position;
import dev.firstline.triage.domain.StaleAlerts;
import dev.firstline.triage.store.AlertRow;
import dev.firstline.triage.store.AlertStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Closes stale alerts by events of Firstline's own, which are folded as all others. Each stands right behind the last word of its alert's
 * source: whatever the source said later, folded or still on its way, is newer, and goes before it.
 */
@Singleton
class StaleFold implements StaleAlerts {

    private static final Logger LOG = Logger.getLogger(StaleFold.class);

    private final Transactions transactions;
    private final AlertStore alerts;
    private final EventFolder folder;
    private final InstantSource clock;

    StaleFold(Transactions transactions, AlertStore alerts, EventFolder folder, InstantSource clock) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public int close(String source, Duration after, Listening listening, int limit) {
        Optional<Instant> before = listening.staleBefore(after);
        if (before.isEmpty()) return 0;
        List<UUID> candidates = transactions.single(tx -> alerts.openAndNotSeenSince(tx, source, before.get(), limit));
        if (candidates.isEmpty()) return 0;
        int closed = transactions.call(tx -> close(tx, candidates, after, listening));
        if (closed > 0) LOG.infof("%d alerts of %s were closed as stale", closed, source);
        return candidates.size();
    }

    /** Looks once more under the alerts' locks: a repeat may have come meanwhile. */
    private int close(Tx tx, List<UUID> candidates, Duration after, Listening listening) {
        Instant now = clock.instant();
        List<Event> events = alerts.lockWhole(tx, candidates).stream()
                .map(AlertRow::state)
                .filter(alert ->
                        alert.isFiring() && listening.isStale(alert.seen().last(), after))
                .map(alert -> over(alert, after, now))
                .toList();
        if (!events.isEmpty()) folder.fold(tx, events, List.of());
        return events.size();
    }

    private static Event over(AlertState alert, Duration after, Instant now) {
        Position last = alert.seen().newest();
        Event.Builder event = Event.newBuilder()
                .setId(dev.firstline.triage.domain.Event.STALE + alert.id())
                .setPlace(Place.newBuilder().setBatch(last.batch()).setIndex(last.index() + 1))
                .setSource(alert.key().source())
                .setFingerprint(alert.key().fingerprint())
                .setStatus(EventStatus.EVENT_STATUS_RESOLVED)
                .setTitle(
                        alert.content().name() + " (stale: its source has not repeated it for " + inWords(after) + ")")
                .putLabels("reason", "stale")
                .setObservedTime(Protos.time(now));
        if (last.sourceOrder() != null) event.setSourceOrder(last.sourceOrder());
        return event.build();
    }

    /** As people write it in the configuration: 90m, 36h, 7d. */
    private static String inWords(Duration duration) {
        if (duration.toMinutesPart() != 0 || duration.toHours() == 0) return duration.toMinutes() + "m";
        return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
    }
}
