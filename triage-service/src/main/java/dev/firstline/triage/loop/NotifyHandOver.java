package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.domain.IncidentHead;
import dev.firstline.triage.domain.IncidentNews;
import dev.firstline.triage.domain.Notify;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.IncidentStore;
import dev.firstline.triage.store.SnapshotStore;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Brings incidents to notify: done means that the version and every line of its timeline are confirmed. */
@Singleton
public class NotifyHandOver implements DueWorkHandler {

    private final Transactions transactions;
    private final SnapshotStore snapshots;
    private final IncidentStore incidents;
    private final Notify notify;
    private final InstantSource clock;

    public NotifyHandOver(
            Transactions transactions,
            SnapshotStore snapshots,
            IncidentStore incidents,
            Notify notify,
            InstantSource clock) {
        this.transactions = transactions;
        this.snapshots = snapshots;
        this.incidents = incidents;
        this.notify = notify;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return CaseStore.NOTIFY;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        Optional<IncidentNews> news = transactions.snapshot(tx -> snapshots.news(tx, id));
        if (news.isEmpty()) return Result.done();
        long confirmed = notify.tell(news.get());
        IncidentHead head = news.get().incident().head();
        transactions.single(tx -> {
            incidents.confirmed(tx, id, head.version(), confirmed);
            return null;
        });
        if (confirmed >= head.lastSeq()) return Result.done();
        boolean comesOn = confirmed != head.telling().confirmedSeq();
        return comesOn
                ? new Result.Again(clock.instant())
                : Result.later("notify confirms no line after " + confirmed + " of " + head.lastSeq());
    }
}
