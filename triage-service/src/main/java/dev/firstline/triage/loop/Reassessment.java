package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.Assessment;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Facts;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Placement;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.domain.TimelineLine;
import dev.firstline.triage.store.AlertRow;
import dev.firstline.triage.store.AlertStore;
import dev.firstline.triage.store.CaseStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Assesses what is open anew when another policy came into force, a bounded number of alerts a transaction. */
@Singleton
public class Reassessment implements DueWorkHandler {

    private static final Logger LOG = Logger.getLogger(Reassessment.class);
    private static final String KIND = "policy.reassess";
    private static final String KEY = "open-alerts";

    /** How many alerts one transaction assesses. */
    private static final int CHUNK = 200;

    /** How long one piece of work goes on before it lets others in; well within its lease. */
    private static final Duration STRETCH = Duration.ofSeconds(2);

    /** After which time it looks once more: a replica that still had the old policy may have judged meanwhile. */
    private static final Duration ONCE_MORE = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final DueWorkStore dueWork;
    private final AlertStore alerts;
    private final CaseStore cases;
    private final PolicyKeeper policies;
    private final InstantSource clock;

    public Reassessment(
            Transactions transactions,
            DueWorkStore dueWork,
            AlertStore alerts,
            CaseStore cases,
            PolicyKeeper policies,
            InstantSource clock) {
        this.transactions = transactions;
        this.dueWork = dueWork;
        this.alerts = alerts;
        this.cases = cases;
        this.policies = policies;
        this.clock = clock;
    }

    /** At the start, too: the policy may have changed while no replica ran. */
    void watch(@Observes @Priority(120) StartupEvent event) {
        policies.onChange(this::arm);
        arm();
    }

    private void arm() {
        transactions.run(tx -> dueWork.arm(tx, KIND, KEY, clock.instant()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Result handle(DueWork work) {
        Instant end = clock.instant().plus(STRETCH);
        int assessed = 0;
        while (clock.instant().isBefore(end)) {
            PolicyInForce in = policies.current();
            int done = transactions.call(tx -> assessSome(tx, in));
            assessed += done;
            if (done == 0) break;
        }
        if (assessed == 0) return Result.done();
        LOG.infof("%d open alerts were assessed anew", assessed);
        Instant now = clock.instant();
        return new Result.Again(now.isBefore(end) ? now.plus(ONCE_MORE) : now);
    }

    private int assessSome(Tx tx, PolicyInForce in) {
        List<UUID> ids = tx.list("""
                select a.id from episode e join alert a on a.id = e.alert_id
                 where e.ended_time is null and a.policy_hash <> $1 limit $2""", row -> row.getUUID("id"), in.hash(), CHUNK);
        if (ids.isEmpty()) return 0;
        Instant now = clock.instant();
        Map<AlertState, AlertState> judged = new LinkedHashMap<>();
        List<AlertRow> rows = new ArrayList<>();
        for (AlertRow row : alerts.lockWhole(tx, ids)) {
            AlertState alert = row.state();
            if (!alert.isFiring()) continue;
            Facts facts = new Facts(
                    alert.key().source(), alert.content(), true, alert.seen().occurrences());
            AlertState after = alert.assessed(in.assess(facts, alert.decision()));
            judged.put(alert, after);
            rows.add(AlertRow.changed(after, row.contentId(), row.groupKey()));
        }
        alerts.update(tx, rows);
        Set<String> groups = new LinkedHashSet<>();
        rows.forEach(row -> groups.add(row.groupKey()));
        List<UUID> episodes =
                judged.values().stream().map(alert -> alert.episode().id()).toList();
        follow(tx, cases.open(tx, groups, episodes, in, now), judged, in, now);
        return ids.size();
    }

    private void follow(Tx tx, CaseBook book, Map<AlertState, AlertState> judged, PolicyInForce in, Instant now) {
        Set<Incident> concerned = new LinkedHashSet<>();
        judged.forEach((before, after) -> {
            Assessment judgement = after.assessment();
            Placement placement = book.placement(after.episode().id());
            Incident incident = book.incident(placement.incidentId());
            if (!incident.isOpen()) return;
            concerned.add(incident);
            if (judgement.impact() == before.assessment().impact()) return;
            book.judgedAnew(placement, judgement);
            incident.note(
                    now,
                    "impact.assessed",
                    TimelineLine.FIRSTLINE,
                    after.content().name() + " is " + judgement.impact() + " under the changed policy "
                            + judgement.policy() + " (it was "
                            + before.assessment().impact() + "): " + judgement.reason(),
                    dev.firstline.triage.domain.Certainty.NONE,
                    after.id());
        });
        for (Incident incident : concerned) {
            incident.weighAnew(
                    cases.highestFiring(tx, incident.id()).orElse(null),
                    "the policy changed",
                    TimelineLine.FIRSTLINE,
                    now,
                    in);
        }
        cases.place(tx, book);
        cases.close(tx, book, now);
    }
}
