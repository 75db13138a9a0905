package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.domain.CaseBook;
import dev.firstline.triage.domain.Incident;
import dev.firstline.triage.domain.Policies;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.IncidentStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at an incident anew when its group_wait is over, or when joins have waited for their line. */
@Singleton
public class IncidentLook implements DueWorkHandler {

    private final Transactions transactions;
    private final CaseStore cases;
    private final IncidentStore incidents;
    private final Policies policies;
    private final InstantSource clock;

    public IncidentLook(
            Transactions transactions,
            CaseStore cases,
            IncidentStore incidents,
            Policies policies,
            InstantSource clock) {
        this.incidents = incidents;
        this.transactions = transactions;
        this.cases = cases;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return CaseStore.LOOK;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        Optional<Result> early = transactions.single(tx -> early(tx, id));
        if (early.isPresent()) return early.get();
        return transactions.call(tx -> {
            Instant now = clock.instant();
            Optional<CaseBook> book = cases.open(tx, id, List.of(), policies.current(), now);
            if (book.isEmpty()) return Result.done();
            Incident incident = book.get().incident(id);
            incident.lookAgain(now);
            cases.closeWithoutLook(tx, book.get(), now);
            return next(incident, now);
        });
    }

    /**
     * What follows where there is nothing to change (yet), without the group's lock: in a storm each batch puts the joins before it on
     * a line, and whoever came for them would only hold it up. Empty where the look is due.
     */
    private Optional<Result> early(Tx tx, UUID id) {
        Instant now = clock.instant();
        Optional<Incident> found = incidents.look(tx, id);
        if (found.isEmpty()) return Optional.of(Result.done());
        Incident incident = found.get();
        incident.lookAgain(now);
        return incident.isChanged() ? Optional.empty() : Optional.of(next(incident, now));
    }

    private static Result next(Incident incident, Instant now) {
        Instant next = incident.nextLook(now);
        return next == null ? Result.done() : new Result.Again(next);
    }
}
