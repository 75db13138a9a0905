package dev.firstline.platform.duework;

import dev.firstline.platform.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Says how long due work waits, and forgets what nobody can ask for any more. */
@Singleton
@Default
@Wellness
class Upkeep implements HealthCheck {

    /** How many rows one round forgets at most: it must not hold up anything else. */
    private static final int FORGET_AT_ONCE = 5000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final DueWorkConfig config;
    private final MultiGauge oldest;
    private volatile Map<String, Duration> waiting = Map.of();

    Upkeep(Transactions transactions, InstantSource clock, DueWorkConfig config, MeterRegistry meters) {
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.oldest = MultiGauge.builder("firstline.due.work.oldest")
                .baseUnit("seconds")
                .description("How long the oldest due work of a kind has been waiting")
                .register(meters);
    }

    /** One round; any number of processes do it alike. */
    void round() {
        Instant now = clock.instant();
        Map<String, Duration> ages = new TreeMap<>();
        transactions
                .single(tx -> tx.query("select kind, min(born_time) as born_time from due_work group by kind"))
                .forEach(row -> ages.put(
                        row.getString("kind"),
                        atLeastZero(Duration.between(
                                row.getOffsetDateTime("born_time").toInstant(), now))));
        waiting = ages;
        oldest.register(
                ages.entrySet().stream()
                        .map(age -> MultiGauge.Row.of(
                                Tags.of("kind", age.getKey()), age.getValue().toMillis() / 1000.0))
                        .toList(),
                true);
        forget("applied", "applied_time", now);
        forget("request", "request_time", now);
    }

    private void forget(String table, String column, Instant now) {
        Instant before = now.minus(config.appliedRetention());
        transactions.single(tx -> tx.update(
                "delete from %1$s where ctid in (select ctid from %1$s where %2$s < $1 limit %3$d)"
                        .formatted(table, column, FORGET_AT_ONCE),
                before.atOffset(ZoneOffset.UTC)));
    }

    private static Duration atLeastZero(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** DOWN in the wellness group only: work that waits is an alarm, and no reason to take the service out of rotation. */
    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("due work");
        boolean late = false;
        for (var kind : waiting.entrySet()) {
            response.withData(kind.getKey() + ".oldest-seconds", kind.getValue().toSeconds());
            late |= kind.getValue().compareTo(config.alarmAge()) > 0;
        }
        return response.status(!late).build();
    }
}
