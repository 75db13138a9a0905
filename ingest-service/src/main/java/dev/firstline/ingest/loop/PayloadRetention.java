package dev.firstline.ingest.loop;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.PayloadErasure;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The timer of kind "payload-retention": erases the payloads of sources that keep them for a shorter time than batches are kept. */
@Singleton
public class PayloadRetention implements DueWorkHandler {

    private static final Logger LOG = Logger.getLogger(PayloadRetention.class);

    private static final String KIND = "payload-retention";
    private static final String KEY = "payloads";
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** How many batches one transaction rewrites; each holds 500 events at most. */
    private static final int CHUNK = 50;

    /** How long one piece of work goes on before it lets others in; well within its lease. */
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private final PayloadErasure erasure;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, Duration> bySource = new TreeMap<>();

    public PayloadRetention(
            PayloadErasure erasure,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            IngestConfig config) {
        this.erasure = erasure;
        this.dueWork = dueWork;
        this.transactions = transactions;
        this.clock = clock;
        config.sources()
                .forEach((name, source) -> source.payloadRetention().ifPresent(time -> bySource.put(name, time)));
    }

    void start(@Observes @Priority(230) StartupEvent event) {
        if (!bySource.isEmpty()) transactions.run(tx -> dueWork.arm(tx, KIND, KEY, clock.instant()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Result handle(DueWork work) {
        Instant end = clock.instant().plus(STRETCH);
        for (var source : bySource.entrySet()) {
            boolean finished = false;
            while (!finished) {
                if (!clock.instant().isBefore(end)) return new Result.Again(clock.instant());
                finished = erase(source.getKey(), source.getValue());
            }
        }
        // Where this replica's configuration names no source, another one's may.
        return new Result.Again(clock.instant().plus(EVERY));
    }

    private boolean erase(String source, Duration time) {
        Instant before = clock.instant().minus(time);
        PayloadErasure.Round round = transactions.call(tx -> erasure.eraseOld(tx, source, before, CHUNK));
        if (round.unread() > 0) {
            LOG.warnf(
                    "%d payloads of %s that waited for a replay were erased: they are too old", round.unread(), source);
        }
        if (round.batches() > 0) LOG.infof("the payloads of %s were erased from %d batches", source, round.batches());
        return round.finished();
    }
}
