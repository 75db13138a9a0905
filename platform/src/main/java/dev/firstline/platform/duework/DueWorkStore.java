package dev.firstline.platform.duework;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.telemetry.Traces;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** The table {@code due_work}: what has to follow, and from when on anyone may take it. */
@Singleton
public class DueWorkStore {

    private static final byte[] NOTHING = {};

    private static final String PUT = """
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body)
            values ($1, $2, $3, $4, 0, $5, $6)
            on conflict (kind, key) do update
               set version = excluded.version, attempt = 0, traceparent = excluded.traceparent, body = excluded.body,
                   take_time = least(due_work.take_time, excluded.take_time)
             where due_work.version < excluded.version""";

    private static final String ARM = """
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body, born_time)
            values ($1, $2, nextval('due_work_arming'), $3, 0, $4, $5, $3)
            on conflict (kind, key) do update
               set version = excluded.version, attempt = 0, traceparent = excluded.traceparent, body = excluded.body,
                   take_time = least(due_work.take_time, excluded.take_time),
                   born_time = least(due_work.born_time, excluded.born_time)""";

    private static final String CLAIM = """
            with due as (
                select kind, key from due_work
                 where kind = $1 and take_time <= $2
                 order by take_time limit $3
                   for update skip locked)
            update due_work work set take_time = $4, attempt = work.attempt + 1
              from due where work.kind = due.kind and work.key = due.key
            returning work.kind, work.key, work.version, work.take_time, work.attempt, work.traceparent, work.body""";

    /**
     * A row that somebody else holds is being written anew or taken: its end is passed over. The commit doesn't wait for the disk
     * either: what is left behind, or comes back after a crash, is done once more, which does no harm.
     */
    private static final String DONE = """
            with unhurried as materialized (select set_config('synchronous_commit', 'off', true)),
            done as (
                select work.kind, work.key
                  from unhurried, due_work work
                  join unnest($1::text[], $2::text[], $3::bigint[]) as ended(kind, key, version)
                    on work.kind = ended.kind and work.key = ended.key and work.version = ended.version
                 order by work.kind, work.key
                   for update of work skip locked)
            delete from due_work work using done where work.kind = done.kind and work.key = done.key""";

    private final Lanes lanes;
    private final InstantSource clock;

    public DueWorkStore(Lanes lanes, InstantSource clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * Says that another service has to hear about a key, at once: the work is born leased to this process, which does it from
     * memory right after the commit.
     *
     * @param version counts the changes of the key
     */
    public void handOver(Tx tx, String kind, String key, long version) {
        DueWork work = bornLeased(kind, key, version);
        put(tx, work);
        tx.afterCommit(() -> lanes.offer(work));
    }

    /**
     * Work that is due at once and leased to its writer. Whoever writes it with a statement of his own offers it to {@link Lanes}
     * after the commit.
     */
    public DueWork bornLeased(String kind, String key, long version) {
        Instant leasedUntil = clock.instant().plus(lanes.lease(kind));
        return new DueWork(kind, key, version, leasedUntil, 1, Traces.current(), NOTHING);
    }

    /** Writes work that is neither offered to this process's memory nor armed anew: a replay, or work for later. */
    public void put(Tx tx, DueWork work) {
        tx.send(
                PUT,
                work.kind(),
                work.key(),
                work.version(),
                offset(work.takeTime()),
                work.traceparent(),
                Buffer.buffer(work.body()));
    }

    /**
     * Arms a timer: from that time on its handler looks at the key's state anew. An earlier arming is kept as the time, so a timer
     * may fire early and then arms itself again.
     */
    public void arm(Tx tx, String kind, String key, Instant at) {
        tx.send(ARM, kind, key, offset(at), Traces.current(), Buffer.buffer(NOTHING));
    }

    /** Forgets a timer or a hand-over whatever its version. */
    public void drop(Tx tx, String kind, String key) {
        tx.send("delete from due_work where kind = $1 and key = $2", kind, key);
    }

    /** Takes at most {@code limit} pieces of work that are due, and moves each a lease ahead. */
    List<DueWork> claim(Tx tx, String kind, Duration lease, int limit) {
        Instant now = clock.instant();
        return tx.list(CLAIM, DueWorkStore::fromRow, kind, offset(now), limit, offset(now.plus(lease)));
    }

    /** Forgets work that is done, unless a newer version has come meanwhile; false where one has. */
    boolean done(Tx tx, DueWork work) {
        return tx.update(
                        "delete from due_work where kind = $1 and key = $2 and version = $3",
                        work.kind(),
                        work.key(),
                        work.version())
                > 0;
    }

    /** Forgets all work of these that is done, each unless a newer version has come meanwhile. */
    void done(Tx tx, List<DueWork> works) {
        tx.send(
                DONE,
                works.stream().map(DueWork::kind).toArray(String[]::new),
                works.stream().map(DueWork::key).toArray(String[]::new),
                works.stream().map(DueWork::version).toArray(Long[]::new));
    }

    /** Moves work to a time of its own choice, as if it had never been tried, unless a newer version has come meanwhile. */
    void again(Tx tx, DueWork work, Instant at) {
        tx.send(
                "update due_work set take_time = $4, born_time = $4, attempt = 0 where kind = $1 and key = $2 and version = $3",
                work.kind(),
                work.key(),
                work.version(),
                offset(at));
    }

    /** Moves work ahead for another attempt, unless a newer version has come meanwhile. */
    void postpone(Tx tx, DueWork work, Duration wait) {
        tx.send(
                "update due_work set take_time = $4, attempt = greatest(attempt, $5) where kind = $1 and key = $2 and version = $3",
                work.kind(),
                work.key(),
                work.version(),
                offset(clock.instant().plus(wait)),
                work.attempt());
    }

    private static DueWork fromRow(Row row) {
        return new DueWork(
                row.getString("kind"),
                row.getString("key"),
                row.getLong("version"),
                row.getOffsetDateTime("take_time").toInstant(),
                row.getInteger("attempt"),
                row.getString("traceparent"),
                row.getBuffer("body").getBytes());
    }

    private static java.time.OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
