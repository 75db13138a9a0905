package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Verdict;
import jakarta.inject.Singleton;
import java.util.UUID;

/** A person's no: the execution ends, and a person looks. */
@Singleton
public class Rejections {

    /** Ends an execution that is locked and waits. */
    public void reject(Tx tx, Change change, UUID id, String actor, String text) {
        tx.update("""
                update step set state = 'SKIPPED', summary = $2, ended_time = $3
                 where execution_id = $1 and state = 'RUNNING'""", id, Bounded.text(text), Times.toColumn(change.now()));
        change.tell("approval.rejected", actor, text, Certainty.CONFIRMED);
        // A no is no failure of the target's, so nothing is counted by these.
        change.finish(Verdict.NEEDS_ATTENTION, actor + " said no to the plan", GuardSettings.DEFAULTS);
        change.done();
    }
}
