package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.GuardFacts.TargetFacts;
import dev.firstline.remediation.domain.GuardSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The table {@code target}: one row and one lease a target. */
final class Targets {

    private Targets() {}

    /** Reads a target under lock; its row is made where there is none. */
    static TargetFacts lock(Tx tx, String name, Instant now) {
        tx.update(
                "insert into target (name, leased_until) values ($1, $2) on conflict do nothing",
                name,
                Times.toColumn(now));
        return tx.first(
                        "select * from target where name = $1 for update",
                        row -> new TargetFacts(
                                Optional.ofNullable(row.getUUID("holder")),
                                row.getInteger("failures"),
                                Times.optional(row, "blocked_until"),
                                Optional.ofNullable(row.getUUID("unknown_by")),
                                Times.optional(row, "succeeded_time"),
                                Optional.ofNullable(row.getUUID("succeeded_by"))),
                        name)
                .orElseThrow();
    }

    /** Gives a target that is locked to an execution, under a new lease. */
    static long take(Tx tx, String name, UUID execution, Instant now, Duration lease) {
        return tx.first("""
                        update target set holder = $2, lease_number = lease_number + 1, leased_until = $3
                         where name = $1 returning lease_number""", row -> row.getLong("lease_number"), name, execution, Times.toColumn(now.plus(lease)))
                .orElseThrow();
    }

    /** Takes over a lease that has lapsed; empty where it hasn't. */
    static OptionalLong takeOver(Tx tx, String name, Instant now, Duration lease) {
        return tx.first(
                        """
                        update target set lease_number = lease_number + 1, leased_until = $3
                         where name = $1 and leased_until <= $2 returning lease_number""",
                        row -> OptionalLong.of(row.getLong("lease_number")),
                        name,
                        Times.toColumn(now),
                        Times.toColumn(now.plus(lease)))
                .orElse(OptionalLong.empty());
    }

    /** Lets a lease lapse early, where it is still this one. */
    static void yield(Tx tx, String name, long leaseNumber, Instant now) {
        tx.update(
                "update target set leased_until = $3 where name = $1 and lease_number = $2 and leased_until > $3",
                name,
                leaseNumber,
                Times.toColumn(now));
    }

    /** Notes that an action on it succeeded. */
    static void succeeded(Tx tx, String name, UUID execution, Instant now) {
        tx.update(
                "update target set succeeded_time = $2, succeeded_by = $3 where name = $1",
                name,
                Times.toColumn(now),
                execution);
    }

    /**
     * Frees the targets of an execution that is over. Failed is one whose action failed or is unknown, or whose verification did;
     * where it came to nothing at a target, since each intent was overtaken, it counts for nothing there. After an unknown outcome
     * the target is left to people at once: what may still be under way there must not meet a second one.
     */
    static void release(Tx tx, UUID execution, GuardSettings settings, Instant now) {
        tx.update("""
                with result as (
                    select coalesce(bool_or(outcome in ('FAILED', 'UNKNOWN') or (kind = 'verify' and state = 'FAILED')), false) as failed
                      from step where execution_id = $1),
                held as (
                    select target.name as held_name, bool_or(intent.id is not null) as tried,
                           coalesce(bool_or(intent.state = 'UNKNOWN'), false) as unknown
                      from target left join intent on intent.target = target.name and intent.execution_id = $1
                                                  and intent.state <> 'NOT_DONE'
                     where target.holder = $1 group by target.name)
                update target set holder = null, leased_until = least(leased_until, $2),
                       failures = case when not tried then failures when failed then failures + 1 else 0 end,
                       unknown_by = case when unknown then $1 when tried then null else unknown_by end,
                       blocked_until = case when unknown or (tried and failed and failures + 1 >= $3) then $4 else blocked_until end
                  from result, held where name = held_name""", execution, Times.toColumn(now), settings.failures(), Times.toColumn(now.plus(settings.block())));
    }
}
