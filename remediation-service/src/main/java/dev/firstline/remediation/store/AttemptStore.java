package dev.firstline.remediation.store;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.domain.GuardAnswer;
import dev.firstline.remediation.domain.GuardFacts;
import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import dev.firstline.remediation.domain.Plan;
import dev.firstline.remediation.domain.Ruling;
import dev.firstline.remediation.domain.Run;
import dev.firstline.remediation.domain.StepRun;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The transaction that everything hangs on: what guards look at is read under lock, and their answers are stored together with the
 * intent that they let pass. Rows are locked in the order episode, execution, kill switches' gate, target.
 */
@Singleton
public class AttemptStore {

    private final Transactions transactions;
    private final ExecutionStore executions;
    private final KillSwitchStore killSwitches;
    private final ExecutionConfig config;

    public AttemptStore(
            Transactions transactions,
            ExecutionStore executions,
            KillSwitchStore killSwitches,
            ExecutionConfig config) {
        this.transactions = transactions;
        this.executions = executions;
        this.killSwitches = killSwitches;
        this.config = config;
    }

    /** What is to be attempted. */
    public record Attempt(Run run, StepRun step, Plan plan, String fence, GuardFacts.Precheck precheck) {}

    /** What came of it: the guards' answers, what they add up to, and the intent where it is to act. */
    public record Attempted(List<GuardAnswer> answers, Ruling ruling, Optional<Intent> intent) {}

    /**
     * Asks the guards, and writes the intent where all let it pass.
     *
     * @param guards asks them all, in their order
     * @param follows what else is changed by what came of it, in the same transaction
     * @return empty where the execution has changed since it was read: nothing was written
     */
    public Optional<Attempted> attempt(
            UUID intentId,
            Attempt attempt,
            Function<GuardFacts, List<GuardAnswer>> guards,
            BiConsumer<Change, Attempted> follows) {
        return transactions.call(tx -> attemptIn(tx, intentId, attempt, guards, follows));
    }

    private Optional<Attempted> attemptIn(
            Tx tx,
            UUID intentId,
            Attempt attempt,
            Function<GuardFacts, List<GuardAnswer>> guards,
            BiConsumer<Change, Attempted> follows) {
        Run run = attempt.run();
        Episode episode = lockEpisode(tx, run.episodeId());
        Optional<Change> opened = executions.open(tx, run);
        if (opened.isEmpty()) return Optional.empty();
        Change change = opened.get();
        List<GuardAnswer> answers = guards.apply(facts(tx, attempt, episode, change.now()));
        GuardAnswers.save(tx, run.id(), attempt.step().position(), answers, change.now());
        Ruling ruling = Ruling.of(answers, run.approval().isPresent());
        change.tell("guards.answered", GuardAnswers.inWords(answers));
        Attempted attempted = new Attempted(
                answers,
                ruling,
                ruling instanceof Ruling.Act
                        ? Optional.of(intend(tx, intentId, attempt, change.now()))
                        : Optional.empty());
        follows.accept(change, attempted);
        change.done();
        return Optional.of(attempted);
    }

    private record Episode(boolean wanted, String unwantedReason) {}

    private static Episode lockEpisode(Tx tx, String id) {
        return tx.first(
                        "select wanted, unwanted_reason from episode where id = $1 for share",
                        row -> new Episode(row.getBoolean("wanted"), row.getString("unwanted_reason")),
                        id)
                .orElseThrow();
    }

    private GuardFacts facts(Tx tx, Attempt attempt, Episode episode, Instant now) {
        Run run = attempt.run();
        return new GuardFacts(
                run.id(),
                attempt.plan(),
                run.mode(),
                run.runbook().guards(),
                episode.wanted(),
                episode.unwantedReason(),
                killSwitches.concerning(tx, run.runbook().name(), attempt.plan().target()),
                Targets.lock(tx, attempt.plan().target(), now),
                attempt.precheck(),
                run.approval(),
                now);
    }

    private Intent intend(Tx tx, UUID id, Attempt attempt, Instant now) {
        String target = attempt.plan().target();
        long lease = Targets.take(tx, target, attempt.run().id(), now, config.targetLease());
        Intent intent = new Intent(
                id,
                attempt.step().position(),
                target,
                attempt.fence(),
                lease,
                now.plus(config.targetLease()),
                IntentState.OPEN,
                "",
                now);
        tx.update(
                """
                insert into intent (id, execution_id, position, target, plan_hash, fence, lease_number, state, created_time)
                values ($1, $2, $3, $4, $5, $6, $7, 'OPEN', $8)""",
                id,
                attempt.run().id(),
                intent.position(),
                target,
                attempt.plan().hash(),
                intent.fence(),
                lease,
                Times.toColumn(now));
        return intent;
    }
}
