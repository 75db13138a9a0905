package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.Batch;
import dev.firstline.ingest.store.BatchStore;
import dev.firstline.ingest.store.RecentBatches;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** The due work of kind "batch": brings what was accepted to triage, once or more; triage applies each batch once. */
@Singleton
public class BatchHandOver implements DueWorkHandler {

    /**
     * What arrives at triage while it folds shares its next transaction: the more wait there, the cheaper each is, as long as all are
     * folded within the deadline, full batches too.
     */
    private static final int AT_ONCE = 16;

    /** A batch of more events goes behind smaller ones: what a storm brings comes by the hundred. */
    private static final int FEW_EVENTS = 50;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final TriageClient triage;
    private final RecentBatches recent;
    private final BatchStore batches;
    private final Transactions transactions;
    private final CircuitBreakerMaintenance breakers;
    private final InstantSource clock;
    private final Duration deadline;

    public BatchHandOver(
            TriageClient triage,
            RecentBatches recent,
            BatchStore batches,
            Transactions transactions,
            CircuitBreakerMaintenance breakers,
            InstantSource clock,
            IngestConfig config) {
        this.triage = triage;
        this.recent = recent;
        this.batches = batches;
        this.transactions = transactions;
        this.breakers = breakers;
        this.clock = clock;
        this.deadline = config.handOverDeadline();
    }

    @Override
    public String kind() {
        return BatchStore.KIND;
    }

    @Override
    public int concurrency() {
        return AT_ONCE;
    }

    /** A backlog, too: what lies in the table only has waited already. */
    @Override
    public boolean isBulk(DueWork work) {
        return recent.eventCount(UUID.fromString(work.key())).orElse(Integer.MAX_VALUE) > FEW_EVENTS;
    }

    @Override
    public Duration lease() {
        return deadline.plusSeconds(2);
    }

    /** A batch that triage refuses is listed, and can be replayed. */
    @Override
    public boolean mayPark() {
        return true;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        if (!isTriageWorthATry(work)) return Result.later("triage is away");
        Optional<Batch> batch = recent.take(id).or(() -> transactions.single(tx -> batches.find(tx, id)));
        if (batch.isEmpty()) return new Result.Refused("the batch is not kept any more");
        try {
            return triage.handOver(batch.get()).<Result>map(Result.Refused::new).orElseGet(Result::done);
        } catch (CircuitBreakerOpenException open) {
            return Result.later("triage is away");
        }
    }

    /**
     * While triage is away its breaker is open. Waiting for it here, as long as the lease leaves time for the call, holds the whole
     * backlog still: taking and postponing each of its rows again and again would cost more than accepting.
     */
    private boolean isTriageWorthATry(DueWork work) {
        while (breakers.currentState(TriageClient.BREAKER) == CircuitBreakerState.OPEN) {
            if (clock.instant().plus(deadline).plus(LOOK_AGAIN).isAfter(work.takeTime())) return false;
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }
}
