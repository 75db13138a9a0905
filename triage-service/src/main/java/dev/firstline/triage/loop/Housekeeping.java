package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.triage.domain.Impact;
import dev.firstline.triage.store.DeadEvents;
import dev.firstline.triage.store.DeliveryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Counts open incidents and dead letters for the metrics, and forgets deliveries that are too old to come again. */
@Singleton
public class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration ROUND = Duration.ofSeconds(15);

    private final Transactions transactions;
    private final DeliveryStore deliveries;
    private final DeadEvents deadEvents;
    private final InstantSource clock;
    private final Map<Impact, AtomicLong> open = new EnumMap<>(Impact.class);
    private final AtomicLong waitingLetters;
    private volatile boolean stopping;
    private Thread thread;

    public Housekeeping(
            Transactions transactions,
            DeliveryStore deliveries,
            DeadEvents deadEvents,
            InstantSource clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.deadEvents = deadEvents;
        this.waitingLetters = meters.gauge("firstline.triage.dead.letters", new AtomicLong());
        this.clock = clock;
        for (Impact impact : Impact.values()) {
            open.put(
                    impact,
                    meters.gauge(
                            "firstline.triage.incidents.open", Tags.of("impact", impact.name()), new AtomicLong()));
        }
    }

    void start(@Observes @Priority(130) StartupEvent event) {
        thread = Thread.ofVirtual().name("housekeeping").start(() -> {
            while (!stopping) {
                round();
                LockSupport.parkNanos(ROUND.toNanos());
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void round() {
        try {
            Map<Impact, Long> counted = new EnumMap<>(Impact.class);
            transactions.single(tx -> tx.list(
                    "select impact, count(*) as incidents from incident where resolved_time is null group by impact",
                    row -> counted.put(Impact.valueOf(row.getString("impact")), row.getLong("incidents"))));
            open.forEach((impact, gauge) -> gauge.set(counted.getOrDefault(impact, 0L)));
            waitingLetters.set(transactions.single(deadEvents::waiting));
            transactions.single(tx -> deliveries.forgetOld(tx, clock.instant()));
        } catch (RuntimeException | Error failure) {
            // An Error too: what is old would be kept for ever.
            LOG.debugf("a round of housekeeping was left out: %s", failure.getMessage());
        }
    }
}
