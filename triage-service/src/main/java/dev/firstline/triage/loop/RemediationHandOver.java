package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.domain.EpisodeNews;
import dev.firstline.triage.domain.Remediation;
import dev.firstline.triage.store.CaseStore;
import dev.firstline.triage.store.SnapshotStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Brings episodes to remediation. */
@Singleton
public class RemediationHandOver implements DueWorkHandler {

    private final Transactions transactions;
    private final SnapshotStore snapshots;
    private final Remediation remediation;
    private final MissingRunbooks missing;

    public RemediationHandOver(
            Transactions transactions, SnapshotStore snapshots, Remediation remediation, MissingRunbooks missing) {
        this.transactions = transactions;
        this.snapshots = snapshots;
        this.remediation = remediation;
        this.missing = missing;
    }

    @Override
    public String kind() {
        return CaseStore.REMEDIATION;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        Optional<EpisodeNews> news = transactions.single(tx -> snapshots.episode(tx, id));
        news.ifPresent(this::bring);
        return Result.done();
    }

    private void bring(EpisodeNews news) {
        String none = remediation.request(news);
        if (!none.isEmpty()) missing.tell(news, none);
    }
}
