package dev.firstline.remediation.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import dev.firstline.remediation.domain.Run;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The table {@code intent} after its commit: what became of each. Whoever writes names the lease that he acted under; what comes
 * after somebody else has taken the lease over is void.
 */
@Singleton
public class IntentStore {

    private final Transactions transactions;
    private final ExecutionStore executions;
    private final ExecutionConfig config;

    public IntentStore(Transactions transactions, ExecutionStore executions, ExecutionConfig config) {
        this.transactions = transactions;
        this.executions = executions;
        this.config = config;
    }

    /**
     * Takes over the lease of an intent that nobody has an answer to.
     *
     * @return the intent under its new lease; empty where the lease hasn't lapsed or something has changed
     */
    public Optional<Intent> takeOver(Run run, Intent intent) {
        return transactions.call(tx -> executions.open(tx, run).flatMap(change -> {
            OptionalLong number = Targets.takeOver(tx, intent.target(), change.now(), config.targetLease());
            if (number.isEmpty()) return Optional.empty();
            tx.update("update intent set lease_number = $2 where id = $1", intent.id(), number.getAsLong());
            Instant until = change.now().plus(config.targetLease());
            return Optional.of(new Intent(
                    intent.id(),
                    intent.position(),
                    intent.target(),
                    intent.fence(),
                    number.getAsLong(),
                    until,
                    intent.state(),
                    intent.handle(),
                    intent.createdTime()));
        }));
    }

    /** Lets the lease lapse early: whoever comes next may go on at once. */
    public void yield(Intent intent, Instant now) {
        transactions.single(tx -> {
            Targets.yield(tx, intent.target(), intent.leaseNumber(), now);
            return null;
        });
    }

    /**
     * Writes what became of an intent, with what follows from it, in one transaction.
     *
     * @param to its new state
     * @param detail the handle where the target has taken it, else why
     * @param also what else changes
     * @return false where somebody else has settled it, or has taken its lease over: nothing was written
     */
    public boolean become(Run run, Intent intent, IntentState to, String detail, Consumer<Change> also) {
        return transactions.call(tx -> executions
                .lock(tx, run.id())
                .map(locked -> executions.change(tx, locked))
                .filter(change -> moved(tx, intent, to, detail, change.now()))
                .map(change -> {
                    if (to == IntentState.SUCCEEDED) {
                        Targets.succeeded(tx, intent.target(), run.id(), change.now());
                    }
                    also.accept(change);
                    change.done();
                    return true;
                })
                .orElse(false));
    }

    private static boolean moved(Tx tx, Intent intent, IntentState to, String detail, Instant now) {
        String where = " where id = $1 and state = $2 and lease_number = $3";
        String bounded = Bounded.text(detail);
        if (to == IntentState.STARTED) {
            return tx.update(
                            "update intent set state = 'STARTED', handle = $4" + where,
                            intent.id(),
                            intent.state().name(),
                            intent.leaseNumber(),
                            bounded)
                    > 0;
        }
        return tx.update(
                        "update intent set state = $4, detail = $5, closed_time = $6" + where,
                        intent.id(),
                        intent.state().name(),
                        intent.leaseNumber(),
                        to.name(),
                        bounded,
                        Times.toColumn(now))
                > 0;
    }
}
