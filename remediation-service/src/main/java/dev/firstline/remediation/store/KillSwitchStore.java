package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.GuardFacts.KillSwitch;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The table {@code kill_switch}. */
@Singleton
public class KillSwitchStore {

    private static final String GATE = "select 1 from kill_switch where scope = 'EVERYTHING' and name = '' ";

    private final InstantSource clock;

    public KillSwitchStore(InstantSource clock) {
        this.clock = clock;
    }

    /** A switch as it is set. */
    public record Set(KillSwitch killSwitch, boolean on, Instant setTime) {}

    /**
     * Sets a switch. Whoever is about to act waits for this transaction, or has written the intent before it: after the answer,
     * nothing new begins.
     */
    public Set set(Tx tx, Scope scope, String name, boolean on, String reason, String actor) {
        tx.query(GATE + "for update");
        return tx.first(
                        """
                        insert into kill_switch (scope, name, is_on, reason, actor, set_time) values ($1, $2, $3, $4, $5, $6)
                        on conflict (scope, name) do update set is_on = excluded.is_on, reason = excluded.reason,
                           actor = excluded.actor, set_time = excluded.set_time
                        returning *""",
                        KillSwitchStore::fromRow,
                        scope.name(),
                        name,
                        on,
                        Bounded.text(reason),
                        actor,
                        Times.toColumn(clock.instant()))
                .orElseThrow();
    }

    /** A switch as it is; off where nobody has ever set it. */
    public Set get(Tx tx, Scope scope, String name) {
        return tx.first(
                        "select * from kill_switch where scope = $1 and name = $2",
                        KillSwitchStore::fromRow,
                        scope.name(),
                        name)
                .orElseGet(() -> new Set(new KillSwitch(scope, name, "", ""), false, clock.instant()));
    }

    /** Those that are on, whatever they stop. */
    public List<Set> on(Tx tx) {
        return tx.list("select * from kill_switch where is_on order by scope, name", KillSwitchStore::fromRow);
    }

    /** Those that are on and stop an action, read so that none can be set before this transaction ends. */
    List<KillSwitch> concerning(Tx tx, String runbook, String target) {
        tx.query(GATE + "for share");
        return tx.list("""
                select * from kill_switch where is_on and (scope = 'EVERYTHING' or (scope = 'RUNBOOK' and name = $1)
                    or (scope = 'TARGET' and name = $2)) order by scope""", row -> fromRow(row).killSwitch(), runbook, target);
    }

    private static Set fromRow(Row row) {
        return new Set(
                new KillSwitch(
                        Scope.valueOf(row.getString("scope")),
                        row.getString("name"),
                        row.getString("actor"),
                        row.getString("reason")),
                row.getBoolean("is_on"),
                Times.fromColumn(row, "set_time"));
    }
}
