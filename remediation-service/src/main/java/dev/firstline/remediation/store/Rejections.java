package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.Certainty;
import dev.firstline.remediation.domain.GuardSettings;
import dev.firstline.remediation.domain.Verdict;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** A person's no: the execution ends, and a person looks. */
@Singleton
public class Rejections {

    /** A no is no failure of the target's. */
    private static final GuardSettings DEFAULTS = new GuardSettings(
            GuardSettings.DEFAULT_COOL_DOWN,
            GuardSettings.DEFAULT_FAILURES,
            GuardSettings.DEFAULT_BLOCK,
            Optional.empty());

    /** Ends an execution that is locked and waits. */
    public void reject(Tx tx, Change change, UUID id, String actor, String text) {
        tx.update("""
                update step set state = 'SKIPPED', summary = $2, ended_time = $3
                 where execution_id = $1 and state = 'RUNNING'""", id, Bounded.text(text), Times.toColumn(change.now()));
        change.tell("approval.rejected", actor, text, Certainty.CONFIRMED);
        change.finish(Verdict.NEEDS_ATTENTION, actor + " said no to the plan", DEFAULTS);
        change.done();
    }
}
