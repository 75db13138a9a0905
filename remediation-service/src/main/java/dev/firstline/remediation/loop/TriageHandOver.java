package dev.firstline.remediation.loop;

import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.remediation.api.ExecutionProtos;
import dev.firstline.remediation.store.ExecutionViews;
import dev.firstline.remediation.store.Kinds;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Tells triage how an execution stands, with the entries that it has not yet confirmed, until it has confirmed them all. */
@Singleton
public class TriageHandOver implements DueWorkHandler {

    private final TriageClient triage;
    private final ExecutionViews views;

    public TriageHandOver(TriageClient triage, ExecutionViews views) {
        this.triage = triage;
        this.views = views;
    }

    @Override
    public String kind() {
        return Kinds.TRIAGE;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        while (true) {
            Optional<ExecutionViews.Snapshot> snapshot = views.snapshot(id);
            if (snapshot.isEmpty()) return Result.done();
            var execution = snapshot.get().execution();
            long confirmed = triage.tell(ExecutionProtos.snapshot(snapshot.get()));
            views.confirm(id, confirmed);
            if (confirmed >= execution.lastSeq()) return Result.done();
            if (confirmed <= execution.confirmedSeq()) {
                return Result.later("triage has confirmed " + confirmed + " of " + execution.lastSeq() + " entries");
            }
        }
    }
}
