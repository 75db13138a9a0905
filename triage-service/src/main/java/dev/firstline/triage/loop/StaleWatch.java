package dev.firstline.triage.loop;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Result;
import dev.firstline.triage.config.StaleConfig;
import dev.firstline.triage.domain.Listening;
import dev.firstline.triage.domain.StaleAlerts;
import dev.firstline.triage.store.ListeningStore;
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
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * The timer of kind "stale": looks for alerts that their sources have not repeated for too long. What ingest has said of itself tells for
 * how long: while it was away, or holds what it has not handed over yet, a source may well have repeated what is not seen here.
 */
@Singleton
public class StaleWatch implements DueWorkHandler {

    private static final Logger LOG = Logger.getLogger(StaleWatch.class);

    private static final String KIND = "stale";
    private static final String KEY = "open-alerts";

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration MOST_OFTEN = Duration.ofSeconds(10);
    private static final Duration LEAST_OFTEN = Duration.ofMinutes(10);

    /** How old ingest's word may get before an operator is told. It comes every few seconds. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    /** How many alerts one transaction closes. */
    private static final int CHUNK = 200;

    /** How long one piece of work goes on before it lets others in; well within its lease. */
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private final StaleAlerts alerts;
    private final ListeningStore listening;
    private final DueWorkStore dueWork;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, Duration> bySource;
    private volatile Instant firstLook;
    private volatile boolean toldOverdue;

    /** @throws IllegalStateException where a time is too short, naming each */
    public StaleWatch(
            StaleAlerts alerts,
            ListeningStore listening,
            DueWorkStore dueWork,
            Transactions transactions,
            InstantSource clock,
            StaleConfig config) {
        this.alerts = alerts;
        this.listening = listening;
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
        Instant now = clock.instant();
        // A replica whose configuration names sources may need the timer, whatever this one's says.
        if (bySource.isEmpty()) return new Result.Again(now.plus(LEAST_OFTEN));
        Optional<Listening> told = transactions.single(listening::told);
        tellWhetherOverdue(told, now);
        boolean more = told.isPresent() && closeUntil(now.plus(STRETCH), told.get());
        return new Result.Again(more ? clock.instant() : clock.instant().plus(interval(bySource.values())));
    }

    /** Closes what is stale; true where the time was over before all was. */
    private boolean closeUntil(Instant end, Listening told) {
        for (var source : bySource.entrySet()) {
            int looked = CHUNK;
            while (looked == CHUNK) {
                if (!clock.instant().isBefore(end)) return true;
                looked = alerts.close(source.getKey(), source.getValue(), told, CHUNK);
            }
        }
        return false;
    }

    /** Once, and once more when it is over: an operator whose ingest is older than this triage would wait for ever. */
    private void tellWhetherOverdue(Optional<Listening> told, Instant now) {
        if (firstLook == null) firstLook = now;
        boolean overdue = isOverdue(told, firstLook, now);
        if (overdue && !toldOverdue) {
            String word = told.map(known ->
                            "ingest's word reaches to " + known.until() + " only: it is away, or has a backlog")
                    .orElse("ingest has never said how far its word reaches: is it older than this triage?");
            LOG.warnf("no alert is closed as stale, since %s", word);
        }
        if (!overdue && toldOverdue) LOG.info("ingest's word reaches far enough again: stale alerts are closed");
        toldOverdue = overdue;
    }

    /** Whether an operator has to know that ingest's word doesn't come. A triage that has just begun waits for it first. */
    static boolean isOverdue(Optional<Listening> told, Instant firstLook, Instant now) {
        Instant reached = told.map(Listening::until).filter(firstLook::isBefore).orElse(firstLook);
        return reached.plus(OVERDUE).isBefore(now);
    }

    /** A tenth of the shortest time, within bounds. */
    static Duration interval(Collection<Duration> times) {
        Duration tenth = times.stream().min(Duration::compareTo).orElseThrow().dividedBy(10);
        if (tenth.compareTo(MOST_OFTEN) < 0) return MOST_OFTEN;
        return tenth.compareTo(LEAST_OFTEN) > 0 ? LEAST_OFTEN : tenth;
    }
}
