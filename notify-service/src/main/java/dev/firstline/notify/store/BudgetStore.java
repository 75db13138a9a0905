package dev.firstline.notify.store;

import dev.firstline.notify.domain.Budget;
import dev.firstline.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code rate}: budgets that all replicas share. Who goes first where one is short stands in {@code conversation}. */
@Singleton
public class BudgetStore {

    /** Who doesn't come when its turn is, for as long as this, is passed over: its process may be gone. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2000-01-01T00:00:00Z");

    private static final String LOCK = """
            insert into rate (scope, next_time, blocked_time) values ($1, $2, $2)
            on conflict (scope) do update set scope = excluded.scope
            returning next_time, blocked_time""";

    private static final String AHEAD = """
            select count(*) from conversation
             where wait_scope = $1 and wait_time > $2
               and (wait_priority, wait_since) < ($3, $4)""";

    private record Rate(Instant spent, Instant blocked) {}

    /**
     * Who has to wait, and for what.
     *
     * @param scope the budget that is short
     * @param until when its turn will be, if nobody more urgent comes
     */
    public record Short(String scope, Instant until) {}

    /**
     * Takes a place in each budget, or in none. The rows stay locked until the transaction ends, so this comes last in it.
     *
     * @param since since when the operation waits
     * @return empty where all were granted
     */
    public Optional<Short> take(Tx tx, List<Budget> budgets, int priority, Instant since, Instant now) {
        Map<Budget, Rate> rates = new HashMap<>();
        Optional<Short> longest = Optional.empty();
        // In one order everywhere, so that two never wait for each other.
        for (Budget budget :
                budgets.stream().sorted(Comparator.comparing(Budget::scope)).toList()) {
            Rate rate = budget.interval().isZero() ? look(tx, budget) : lock(tx, budget);
            rates.put(budget, rate);
            Instant turn = turn(tx, budget, rate, priority, since, now);
            if (!turn.isAfter(now)) continue;
            if (longest.isEmpty() || turn.isAfter(longest.get().until())) {
                longest = Optional.of(new Short(budget.scope(), turn));
            }
        }
        if (longest.isPresent()) return longest;
        rates.forEach((budget, rate) -> spend(tx, budget, rate, now));
        return Optional.empty();
    }

    /** The vendor asks for silence. */
    public void block(Tx tx, String scope, Instant until) {
        tx.send("""
                insert into rate (scope, next_time, blocked_time) values ($1, $2, $3)
                on conflict (scope) do update set blocked_time = greatest(rate.blocked_time, excluded.blocked_time)""", scope, LONG_AGO, offset(until));
    }

    private Instant turn(Tx tx, Budget budget, Rate rate, int priority, Instant since, Instant now) {
        if (budget.interval().isZero()) return rate.blocked();
        int ahead = ahead(tx, budget.scope(), priority, since, now);
        return budget.turn(rate.spent(), now, ahead, rate.blocked());
    }

    private static Rate lock(Tx tx, Budget budget) {
        return tx.first(LOCK, BudgetStore::rate, budget.scope(), LONG_AGO).orElseThrow();
    }

    private static Rate look(Tx tx, Budget budget) {
        return tx.first("select next_time, blocked_time from rate where scope = $1", BudgetStore::rate, budget.scope())
                .orElse(new Rate(LONG_AGO.toInstant(), LONG_AGO.toInstant()));
    }

    private static Rate rate(io.vertx.sqlclient.Row row) {
        return new Rate(
                row.getOffsetDateTime("next_time").toInstant(),
                row.getOffsetDateTime("blocked_time").toInstant());
    }

    private static int ahead(Tx tx, String scope, int priority, Instant since, Instant now) {
        return tx.first(
                        AHEAD,
                        row -> row.getLong(0).intValue(),
                        scope,
                        offset(now.minus(GRACE)),
                        priority,
                        offset(since))
                .orElse(0);
    }

    private static void spend(Tx tx, Budget budget, Rate rate, Instant now) {
        if (budget.interval().isZero()) return;
        tx.send(
                "update rate set next_time = $2 where scope = $1",
                budget.scope(),
                offset(budget.spend(rate.spent(), now)));
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
