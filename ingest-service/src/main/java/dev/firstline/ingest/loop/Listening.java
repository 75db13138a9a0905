package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.domain.Silence;
import dev.firstline.ingest.store.SilenceStore;
import dev.firstline.platform.database.Database;
import dev.firstline.platform.database.Transactions;
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

/** Writes down, every few seconds, which of the sources that are expected to speak this process has heard. */
@Singleton
public class Listening {

    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final SilenceStore silences;
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
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config,
            MeterRegistry meters) {
        this.silences = silences;
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
        if (sources.isEmpty()) return;
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
            // An Error too: without these notes nobody would be told of a silence any more.
            if (Database.isAway(failure)) LOG.debugf("what was heard waits to be noted: %s", failure.getMessage());
            else LOG.warn("what was heard could not be noted", failure);
        }
    }

    /** One round; any number of processes do it alike. */
    void listen() {
        Instant now = clock.instant();
        Instant gap = now.minus(Silence.Patience.of(config.upkeepInterval()).gap());
        transactions.run(tx -> {
            SilenceStore.Listened listened = silences.listen(tx, sources, now, gap);
            silent.set(listened.silent());
            listened.speakAgain().forEach(source -> dueWork.arm(tx, SilenceStore.KIND, source, now));
        });
    }
}
