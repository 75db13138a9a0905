package dev.firstline.remediation.store;

import dev.firstline.platform.configuration.Words;
import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.GuardFacts.KillSwitch;
import dev.firstline.remediation.domain.GuardFacts.Scope;
import dev.firstline.remediation.domain.SwitchEffect;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads what kill switches stop at present. */
@Singleton
public class SwitchEffects {

    /** Among how many known targets the nearest name is looked for. */
    private static final int COMPARED = 1000;

    /** The effect of a switch that is on. */
    public SwitchEffect of(Tx tx, KillSwitch set) {
        boolean known = set.scope() != Scope.TARGET || isKnown(tx, set.name());
        return new SwitchEffect(
                set.scope(), set.name(), underWay(tx, set), known, known ? Optional.empty() : nearest(tx, set.name()));
    }

    /** Whether guards were ever asked about a target. */
    public boolean isKnown(Tx tx, String target) {
        return tx.query("select 1 from target where name = $1", target).size() > 0;
    }

    private static int underWay(Tx tx, KillSwitch set) {
        return tx.first("""
                        select count(*)::int as number from execution
                         where state in ('RUNNING', 'WAITING_FOR_APPROVAL')
                           and ($1 = 'EVERYTHING' or ($1 = 'RUNBOOK' and runbook = $2)
                                or ($1 = 'TARGET' and plan ->> 'target' = $2))""", row -> row.getInteger("number"), set.scope().name(), set.name())
                .orElse(0);
    }

    private static Optional<String> nearest(Tx tx, String name) {
        List<String> known = tx.list(
                "select name from target order by succeeded_time desc nulls last, name limit $1",
                row -> row.getString("name"),
                COMPARED);
        return Optional.ofNullable(Words.nearest(name, known));
    }
}
