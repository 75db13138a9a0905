package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.config.StaleConfig;
import dev.firstline.triage.domain.StaleAlerts;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The timer of kind "stale": looks for alerts that their sources have not repeated for too long. */
@Singleton
public class StaleWatch implements DueWorkHandler {

    private static final String KIND = "stale";
    private static final String KEY = "open-alerts";

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration MOST_OFTEN = Duration.ofSeconds(10);
    private static final Duration LEAST_OFTEN = Duration.ofMinutes(10);

    /** What was accepted while no triage ran is folded first: it may repeat what seems to be stale. */
    private static final Duration AFTER_START = Duration.ofMinutes(1);

    /** How many alerts one transaction closes. */
    private static final int CHUNK = 200;

    /** How long one piece of work goes on before it lets others in; well within its lease. */
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private final StaleAlerts alerts;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, Duration> bySource;
    private volatile Instant notBefore;

    /** @throws IllegalStateException where a time is too short, naming each */
    public StaleWatch(
            StaleAlerts alerts,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            StaleConfig config) {
        this.alerts = alerts;
        this.dueWork = dueWork;
        this.transactions = transactions;
        this.clock = clock;
        this.bySource = new TreeMap<>(config.bySource());
        List<String> wrong = problems(bySource);
        if (!wrong.isEmpty()) throw new IllegalStateException(String.join("\n", wrong));
    }

    static List<String> problems(Map<String, Duration> bySource) {
        return bySource.entrySet().stream()
                .filter(source -> source.getValue().compareTo(SHORTEST) < 0)
                .map(source -> "firstline.stale-after." + source.getKey() + ": "
                        + source.getValue().toMillis()
                        + " ms are too short; 1m or longer, and longer than the source's own"
                        + " interval of repeats")
                .toList();
    }

    void start(@Observes @Priority(140) StartupEvent event) {
        notBefore = clock.instant().plus(AFTER_START);
        if (!bySource.isEmpty()) transactions.run(tx -> dueWork.arm(tx, KIND, KEY, notBefore));
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
        Instant now = clock.instant();
        if (notBefore == null || now.isBefore(notBefore)) return new Result.Again(now.plus(MOST_OFTEN));
        // A replica whose configuration names sources may need the timer, whatever this one's says.
        if (bySource.isEmpty()) return new Result.Again(now.plus(LEAST_OFTEN));
        Instant end = now.plus(STRETCH);
        for (var source : bySource.entrySet()) {
            int closed = CHUNK;
            while (closed == CHUNK) {
                if (!clock.instant().isBefore(end)) return new Result.Again(clock.instant());
                closed = alerts.close(source.getKey(), source.getValue(), CHUNK);
            }
        }
        return new Result.Again(clock.instant().plus(interval(bySource.values())));
    }

    /** A tenth of the shortest time, within bounds. */
    static Duration interval(Collection<Duration> times) {
        Duration tenth = times.stream().min(Duration::compareTo).orElseThrow().dividedBy(10);
        if (tenth.compareTo(MOST_OFTEN) < 0) return MOST_OFTEN;
        return tenth.compareTo(LEAST_OFTEN) > 0 ? LEAST_OFTEN : tenth;
    }
}
