package dev.firstline.platform.duework;

import dev.firstline.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;

/**
 * The table {@code applied}: which version of a key this service has taken in. The row is fence, lock and memory in one: two
 * transactions that bring the same key wait for each other here.
 */
@Singleton
public class Applied {

    private static final String APPLY = """
            insert into applied (kind, key, version, applied_time) values ($1, $2, $3, $4)
            on conflict (kind, key) do update set version = excluded.version, applied_time = excluded.applied_time
             where applied.version < excluded.version
            returning version""";

    private static final String APPLY_ALL = """
            insert into applied (kind, key, version, applied_time)
            select $1, key, 1, $3 from unnest($2::text[]) as key order by key
            on conflict (kind, key) do nothing
            returning key""";

    private final InstantSource clock;

    public Applied(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Says that a version is about to be applied. Has to be the first thing in the transaction of its effects.
     *
     * @return false where this version or a newer one was applied before: answer OK, and change nothing
     */
    public boolean first(Tx tx, String kind, String key, long version) {
        return tx.query(APPLY, kind, key, version, clock.instant().atOffset(ZoneOffset.UTC))
                        .size()
                > 0;
    }

    /**
     * The same for several keys that have one version only, locked in their order.
     *
     * @return those that were not applied before
     */
    public Set<String> firstOf(Tx tx, String kind, Collection<String> keys) {
        Object distinct = keys.stream().distinct().toArray(String[]::new);
        return Set.copyOf(tx.list(
                APPLY_ALL,
                row -> row.getString("key"),
                kind,
                distinct,
                clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
