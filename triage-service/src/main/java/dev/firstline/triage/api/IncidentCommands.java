package dev.firstline.triage.api;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.rpc.Problem;
import dev.firstline.platform.rpc.Requests;
import dev.firstline.platform.security.Caller;
import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.Assessment;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Decision;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Placement;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.domain.PolicyInForce;
import dev.firstline.triage.store.AlertRow;
import dev.firstline.triage.store.AlertStore;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.EpisodeStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What people do to incidents and alerts. */
@Singleton
public class IncidentCommands {

    private final Transactions transactions;
    private final Requests requests;
    private final Caller caller;
    private final Policies policies;
    private final AlertStore alerts;
    private final EpisodeStore episodes;
    private final CaseStore cases;
    private final InstantSource clock;

    public IncidentCommands(
            Transactions transactions,
            Requests requests,
            Caller caller,
            Policies policies,
            AlertStore alerts,
            EpisodeStore episodes,
            CaseStore cases,
            InstantSource clock) {
        this.transactions = transactions;
        this.requests = requests;
        this.caller = caller;
        this.policies = policies;
        this.alerts = alerts;
        this.episodes = episodes;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * A person looks after an incident.
     *
     * @throws Problem where there is no such incident, or it is resolved
     */
    void acknowledge(String requestId, UUID incidentId) {
        transactions.run(tx -> {
            if (!requests.begin(tx, "Acknowledge", requestId, incidentId.toString())) return;
            Instant now = clock.instant();
            CaseBook book = open(tx, incidentId, policies.current(), now);
            Incident incident = book.incident(incidentId);
            if (!incident.isOpen()) {
                throw Problem.precondition("INCIDENT_RESOLVED", "incident " + incidentId + " is resolved");
            }
            if (incident.acknowledge(caller.actor(), now)) cases.close(tx, book, now);
        });
    }

    /**
     * A person says that an incident is over. What remediation hasn't done yet is not wanted any more.
     *
     * @throws Problem where there is no such incident
     */
    void resolve(String requestId, UUID incidentId, String reason) {
        transactions.run(tx -> {
            if (!requests.begin(tx, "Resolve", requestId, incidentId.toString())) return;
            Instant now = clock.instant();
            CaseBook book = open(tx, incidentId, policies.current(), now);
            if (!book.incident(incidentId).resolve(caller.actor(), reason, now)) return;
            String why = caller.actor() + " resolved the incident";
            for (Placement placement : episodes.wanted(tx, incidentId)) book.notWanted(placement, why);
            cases.place(tx, book);
            cases.close(tx, book, now);
        });
    }

    /**
     * A person judges an alert; its incident's impact follows.
     *
     * @return the alert's incident, where it is open
     * @throws Problem where there is no such alert
     */
    Optional<UUID> decide(String requestId, UUID alertId, Impact impact, String reason) {
        return transactions.call(tx -> {
            boolean first = requests.begin(tx, "Decide", requestId, alertId.toString());
            AlertRow row = alerts.lockWhole(tx, List.of(alertId)).stream()
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("alert", alertId.toString()));
            Instant now = clock.instant();
            PolicyInForce in = policies.current();
            Decision decision = new Decision(impact, reason, caller.actor(), now);
            Assessment assessment = new Assessment(impact, decision.words(), in.hash());
            AlertState decided = row.state().decided(decision, assessment);
            if (first) alerts.update(tx, List.of(AlertRow.changed(decided, row.contentId(), row.groupKey())));
            if (decided.episode() == null) return Optional.empty();
            CaseBook book = cases.open(
                    tx, List.of(row.groupKey()), List.of(decided.episode().id()), in, now);
            Placement placement = book.placement(decided.episode().id());
            Incident incident = book.incident(placement.incidentId());
            if (!incident.isOpen()) return Optional.empty();
            if (first) follow(tx, book, placement, decided, in, now);
            return Optional.of(incident.id());
        });
    }

    private void follow(Tx tx, CaseBook book, Placement placement, AlertState decided, PolicyInForce in, Instant now) {
        Incident incident = book.incident(placement.incidentId());
        Decision decision = decided.decision();
        incident.decided(decided.content().name(), decided.id(), decision, now);
        if (decided.isFiring()) {
            book.judgedAnew(placement, decided.assessment());
            String why = decided.content().name() + " is " + decision.words();
            incident.weighAnew(cases.highestFiring(tx, incident.id()).orElse(null), why, decision.actor(), now, in);
        }
        cases.place(tx, book);
        cases.close(tx, book, now);
    }

    private CaseBook open(Tx tx, UUID incidentId, PolicyInForce in, Instant now) {
        return cases.open(tx, incidentId, List.of(), in, now)
                .orElseThrow(() -> Problem.notFound("incident", incidentId.toString()));
    }
}
