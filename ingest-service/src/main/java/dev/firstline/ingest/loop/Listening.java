package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Silence;
import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.ListeningStore;
import dev.firstline.ingest.store.SilenceStore;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Writes down, every few seconds, that this process listens, and which of the sources that are expected to speak it has heard. */
@Singleton
public class Listening {

    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final SilenceStore silences;
    private final ListeningStore listening;
    private final Backlog backlog;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IngestConfig config;
    private final List<String> sources;
    private final AtomicInteger silent = new AtomicInteger();
    private volatile boolean stopping;
    private Thread thread;

    public Listening(
            SilenceStore silences,
            ListeningStore listening,
            Backlog backlog,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config,
            MeterRegistry meters) {
        this.silences = silences;
        this.listening = listening;
        this.backlog = backlog;
        this.dueWork = dueWork;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.sources = config.sources().entrySet().stream()
                .filter(source -> source.getValue().expectEvery().isPresent())
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        meters.gauge("firstline.ingest.sources.silent", silent);
    }

    void start(@Observes @Priority(210) StartupEvent event) {
        thread = Thread.ofVirtual().name("listening").start(() -> {
            while (!stopping) {
                round();
                LockSupport.parkNanos(config.upkeepInterval().toNanos());
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (thread == null) return;
        LockSupport.unpark(thread);
        round();
    }

    private void round() {
        try {
            listen();
        } catch (RuntimeException | Error failure) {
            // An Error too: without these notes no silence would be told any more, and no stale alert closed.
            if (Database.isAway(failure)) LOG.debugf("what was heard waits to be noted: %s", failure.getMessage());
            else LOG.warn("what was heard could not be noted", failure);
        }
    }

    /** One round; any number of processes do it alike. */
    void listen() {
        Instant now = clock.instant();
        Instant gap = now.minus(Silence.Patience.of(config.upkeepInterval()).gap());
        // Who refuses what is sent doesn't listen to it.
        if (backlog.refusal().isEmpty()) note(now, gap);
        if (!sources.isEmpty()) transactions.run(tx -> hear(tx, now, gap));
    }

    /** By itself: all replicas meet at this row. */
    private void note(Instant now, Instant gap) {
        boolean anew = transactions.single(tx -> listening.note(tx, now, gap));
        if (anew)
            LOG.infof(
                    "sources are listened to since %s, after nobody did: stale-after begins anew for all alerts", now);
    }

    private void hear(Tx tx, Instant now, Instant gap) {
        SilenceStore.Listened listened = silences.listen(tx, sources, now, gap);
        silent.set(listened.silent());
        listened.speakAgain().forEach(source -> dueWork.arm(tx, SilenceStore.KIND, source, now));
    }
}
