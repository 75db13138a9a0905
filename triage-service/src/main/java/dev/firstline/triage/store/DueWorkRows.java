package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkStore;
import dev.firstline.platform.duework.Lanes;
import dev.firstline.platform.telemetry.Traces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Many rows of {@code due_work} in one statement. */
@Singleton
public class DueWorkRows {

    /**
     * A timer.
     *
     * @param kind its handler's
     * @param key what it is about
     * @param at when to look
     */
    public record Timer(String kind, String key, Instant at) {}

    private static final String PUT = """
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body)
            select v.kind, v.key, v.version, v.take_time, 0, v.traceparent, ''
              from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[])
                as v(kind, key, version, take_time, traceparent)
            on conflict (kind, key) do update
               set version = excluded.version, attempt = 0, traceparent = excluded.traceparent, body = excluded.body,
                   take_time = least(due_work.take_time, excluded.take_time)
             where due_work.version < excluded.version""";

    private static final String ARM = """
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body, born_time)
            select v.kind, v.key, nextval('due_work_arming'), v.take_time, 0, v.traceparent, '', v.take_time
              from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as v(kind, key, take_time, traceparent)
            on conflict (kind, key) do update
               set version = excluded.version, attempt = 0, traceparent = excluded.traceparent, body = excluded.body,
                   take_time = least(due_work.take_time, excluded.take_time),
                   born_time = least(due_work.born_time, excluded.born_time)""";

    private final DueWorkStore store;
    private final Lanes lanes;
    private final InstantSource clock;

    public DueWorkRows(DueWorkStore store, Lanes lanes, InstantSource clock) {
        this.store = store;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** A hand-over: at once and leased to this process, or from a later time on left to whoever looks first. */
    DueWork handOver(String kind, String key, long version, Instant at) {
        if (!at.isAfter(clock.instant())) return store.bornLeased(kind, key, version);
        return new DueWork(kind, key, version, at, 0, Traces.current(), new byte[0]);
    }

    /** Writes hand-overs, and offers those that are leased to this process after the commit. */
    void put(Tx tx, List<DueWork> works) {
        if (works.isEmpty()) return;
        List<DueWork> inOrder = new ArrayList<>(works);
        inOrder.sort(Comparator.comparing(DueWork::kind).thenComparing(DueWork::key));
        tx.send(
                PUT,
                new Columns<>(inOrder)
                        .texts(DueWork::kind)
                        .texts(DueWork::key)
                        .longs(DueWork::version)
                        .times(DueWork::takeTime)
                        .texts(DueWork::traceparent)
                        .arguments());
        List<DueWork> leased =
                inOrder.stream().filter(work -> work.attempt() == 1).toList();
        tx.afterCommit(() -> lanes.offerAll(leased));
    }

    /** Arms timers. */
    void arm(Tx tx, List<Timer> timers) {
        if (timers.isEmpty()) return;
        String trace = Traces.current();
        List<Timer> inOrder = new ArrayList<>(timers);
        inOrder.sort(Comparator.comparing(Timer::kind).thenComparing(Timer::key));
        tx.send(
                ARM,
                new Columns<>(inOrder)
                        .texts(Timer::kind)
                        .texts(Timer::key)
                        .times(Timer::at)
                        .texts(timer -> trace)
                        .arguments());
    }
}
