package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Reach;
import dev.firstline.ingest.store.ListeningStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The timer of kind "listening": tells triage how far ingest's word reaches, so that triage doesn't take for silence what nobody could
 * have heard.
 */
@Singleton
public class ListeningHandOver implements DueWorkHandler {

    private static final String KEY = "triage";
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Before the first note. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ListeningStore listening;
    private final TriageClient triage;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration deadline;

    public ListeningHandOver(
            ListeningStore listening,
            TriageClient triage,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config) {
        this.listening = listening;
        this.triage = triage;
        this.dueWork = dueWork;
        this.transactions = transactions;
        this.clock = clock;
        this.deadline = config.handOverDeadline();
    }

    void start(@Observes @Priority(220) StartupEvent event) {
        transactions.run(tx -> dueWork.arm(tx, ListeningStore.KIND, KEY, clock.instant()));
    }

    @Override
    public String kind() {
        return ListeningStore.KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Duration lease() {
        return deadline.plusSeconds(2);
    }

    @Override
    public Result handle(DueWork work) {
        Optional<Reach> reach = transactions.single(listening::reach);
        reach.ifPresent(triage::tell);
        return new Result.Again(clock.instant().plus(reach.isPresent() ? EVERY : SOON));
    }
}
