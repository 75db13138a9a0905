package dev.firstline.notify.store;

import dev.firstline.notify.domain.Budget;
import dev.firstline.platform.database.Transactions;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code rate}: budgets that all replicas share. Who goes first where one is short stands in {@code conversation}.
 *
 * <p>All operations of a vendor meet at its budgets' rows, so a row is locked for one statement and not for a transaction. That takes
 * sessions of its own: whoever asks holds one of the others already.
 */
@Singleton
public class BudgetStore {

    /** Who doesn't come when its turn is, for as long as this, is passed over: its process may be gone. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2000-01-01T00:00:00Z");

    /**
     * Takes all or nothing, and answers what is short, the longest wait first. The turn is that of the generic cell rate algorithm
     * (virtual scheduling), where others who wait go first; next_time is its theoretical arrival time.
     *
     * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">GCRA</a>
     */
    private static final String TAKE = """
            with budget as (
                select scope, micros * interval '1 microsecond' as span, burst
                  from unnest($1::text[], $2::bigint[], $3::int[]) as asked (scope, micros, burst)),
            -- In one order everywhere, so that two never wait for each other.
            limited as (
                select rate.scope, greatest(rate.next_time, $6) as spent, rate.blocked_time
                  from rate join budget on budget.scope = rate.scope and budget.span > interval '0'
                 order by rate.scope for update of rate),
            turn as (
                select scope, spent + span as next_time,
                       greatest(spent + span * (ahead - burst + 1),
                                case when blocked_time > $6 then blocked_time + span * ahead end) as at
                  from limited join budget using (scope), lateral (
                           select count(*) as ahead from conversation
                            where wait_scope = scope and wait_time > $7
                              and (wait_priority, wait_since) < ($4, $5)) as waiting
                union all
                select scope, null, blocked_time from rate join budget using (scope) where span = interval '0'),
            taken as (
                update rate set next_time = turn.next_time from turn
                 where rate.scope = turn.scope and turn.next_time is not null
                   and not exists (select from turn where at > $6)
                   and not exists (select from budget where span > interval '0' and scope not in (select scope from limited)))
            select scope, at from turn where at > $6
            union all
            select scope, null from budget where span > interval '0' and scope not in (select scope from limited)
            order by at desc nulls first""";

    private final Transactions transactions;

    public BudgetStore(@ReactiveDataSource("budgets") Pool pool) {
        this.transactions = new Transactions(pool);
    }

    /**
     * Who has to wait, and for what.
     *
     * @param scope the budget that is short
     * @param until when its turn will be, if nobody more urgent comes
     */
    public record Short(String scope, Instant until) {}

    private record Turn(String scope, OffsetDateTime at) {}

    /**
     * Takes a place in each budget, or in none. Whoever doesn't use it has lost it.
     *
     * @param since since when the operation waits
     * @return empty where all were granted
     */
    public Optional<Short> take(List<Budget> budgets, int priority, Instant since, Instant now) {
        Optional<Turn> last = tried(budgets, priority, since, now);
        while (last.isPresent() && last.get().at() == null) {
            begin(last.get().scope());
            last = tried(budgets, priority, since, now);
        }
        return last.map(turn -> new Short(turn.scope(), turn.at().toInstant()));
    }

    /** The vendor asks for silence. */
    public void block(String scope, Instant until) {
        transactions.single(tx -> tx.update("""
                insert into rate (scope, next_time, blocked_time) values ($1, $2, $3)
                on conflict (scope) do update set blocked_time = greatest(rate.blocked_time, excluded.blocked_time)""", scope, LONG_AGO, offset(until)));
    }

    /** What has to be waited for; without a time where a budget's row has yet to begin. */
    private Optional<Turn> tried(List<Budget> budgets, int priority, Instant since, Instant now) {
        return transactions.single(tx -> tx.first(
                TAKE,
                row -> new Turn(row.getString("scope"), row.getOffsetDateTime("at")),
                budgets.stream().map(Budget::scope).toArray(String[]::new),
                budgets.stream()
                        .map(budget -> budget.interval().toNanos() / 1000)
                        .toArray(Long[]::new),
                budgets.stream().map(Budget::burst).toArray(Integer[]::new),
                priority,
                offset(since),
                offset(now),
                offset(now.minus(GRACE))));
    }

    private void begin(String scope) {
        transactions.single(tx -> tx.update(
                "insert into rate (scope, next_time, blocked_time) values ($1, $2, $2) on conflict do nothing",
                scope,
                LONG_AGO));
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
