package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.DeadLetters;
import dev.firstline.ingest.store.Partitions;
import dev.firstline.ingest.store.SwitchStore;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Looks after ingest's tables: days made ahead, old ones dropped, what waits counted. Any number of processes do it alike. */
@Singleton
public class BatchUpkeep {

    private static final Logger LOG = Logger.getLogger(BatchUpkeep.class);

    /** Days come and go slowly. */
    private static final Duration DAYS_EVERY = Duration.ofMinutes(10);

    private final Partitions partitions;
    private final Backlog backlog;
    private final DeadLetters letters;
    private final SwitchStore rounds;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IngestConfig config;
    private final AtomicLong waitingLetters = new AtomicLong();
    private volatile boolean stopping;
    private Thread thread;

    public BatchUpkeep(
            Partitions partitions,
            Backlog backlog,
            DeadLetters letters,
            SwitchStore rounds,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config,
            MeterRegistry meters) {
        this.partitions = partitions;
        this.backlog = backlog;
        this.letters = letters;
        this.rounds = rounds;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        meters.gauge("firstline.ingest.dead.letters", waitingLetters);
    }

    /** After the clock has its anchor, before the first request: today's partition has to be there. */
    void start(@Observes @Priority(200) StartupEvent event) {
        partitions.makeAhead(clock.instant());
        thread = Thread.ofVirtual().name("batch-upkeep").start(this::runUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void runUntilStopped() {
        long nextDaysNanos = System.nanoTime();
        while (!stopping) {
            try {
                count();
                if (System.nanoTime() - nextDaysNanos >= 0) {
                    days(clock.instant());
                    nextDaysNanos = System.nanoTime() + DAYS_EVERY.toNanos();
                }
            } catch (RuntimeException | Error failure) {
                // An Error too: without the upkeep no day would be made or dropped any more.
                if (Database.isAway(failure)) LOG.debugf("the tables wait for their upkeep: %s", failure.getMessage());
                else LOG.warn("the upkeep of the tables failed", failure);
            }
            LockSupport.parkNanos(config.upkeepInterval().toNanos());
        }
    }

    private void count() {
        transactions.single(tx -> {
            backlog.count(tx);
            backlog.measure(tx);
            waitingLetters.set(letters.waiting(tx));
            rounds.refresh(tx);
            return null;
        });
    }

    private void days(Instant now) {
        partitions.makeAhead(now);
        var dropped = partitions.dropOld(now, config.retention());
        if (!dropped.isEmpty()) LOG.infof("dropped the batches of %s", dropped);
        Instant before = now.minus(config.retention());
        transactions.single(tx -> {
            letters.forgetReplayed(tx, before);
            return null;
        });
    }
}
