package dev.firstline.ingest.store;

import dev.firstline.ingest.domain.Silence;
import dev.firstline.platform.database.Tx;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code source_watch}: the sources that are expected to speak. */
@Singleton
public class SilenceStore {

    /** The kind of due work that looks at a source's silence; its key is the source's name. */
    public static final String KIND = "silence";

    private static final String BEGIN = """
            insert into source_watch (source, heard_time, listened_time)
            select source, $2, $2 from unnest($1::text[]) as one (source) order by source
                on conflict (source) do nothing""";

    /** A timer that is there is left alone; one that another configuration dropped comes back. */
    private static final String ARM = """
            insert into due_work (kind, key, version, take_time, attempt, traceparent, body, born_time)
            select 'silence', source, nextval('due_work_arming'), $2, 0, '', '', $2
              from unnest($1::text[]) as one (source)
             where not exists (select from due_work where kind = 'silence' and key = source)
             order by source
                on conflict (kind, key) do nothing""";

    /** Where nobody listened since $4, it counts as heard now, unless it is known to be silent. */
    private static final String LISTEN = """
            with locked as (
                select watch.source, given.heard_time
                  from source_watch watch
                  join unnest($1::text[], $2::timestamptz[]) as given (source, heard_time) using (source)
                 order by watch.source
                   for update of watch)
            update source_watch watch
               set heard_time = greatest(watch.heard_time, locked.heard_time,
                                         case when watch.listened_time < $4 and watch.silent_from is null then $3::timestamptz end),
                   listened_time = greatest(watch.listened_time, $3)
              from locked where watch.source = locked.source
            returning watch.source, watch.silent_from, watch.heard_time > watch.silent_from as speaks""";

    private final Heard heard;

    public SilenceStore(Heard heard) {
        this.heard = heard;
    }

    /**
     * What became known by listening.
     *
     * @param silent how many of the sources are silent
     * @param speakAgain those of them that were heard since
     */
    public record Listened(int silent, List<String> speakAgain) {}

    /**
     * Writes down what this process has heard.
     *
     * @param sources those that it listens to
     * @param gap the time before which the last note shows that nobody listened
     */
    public Listened listen(Tx tx, Collection<String> sources, Instant now, Instant gap) {
        String[] names = sources.toArray(String[]::new);
        OffsetDateTime[] times =
                sources.stream().map(heard::last).map(SilenceStore::offset).toArray(OffsetDateTime[]::new);
        tx.send(BEGIN, names, offset(now));
        tx.send(ARM, names, offset(now));
        int silent = 0;
        List<String> speakAgain = new ArrayList<>();
        for (Row row : tx.query(LISTEN, names, times, offset(now), offset(gap))) {
            if (row.getOffsetDateTime("silent_from") != null) silent++;
            if (Boolean.TRUE.equals(row.getBoolean("speaks"))) speakAgain.add(row.getString("source"));
        }
        return new Listened(silent, speakAgain);
    }

    /** What is known of a source, locked; empty where nobody ever expected it to speak. */
    public Optional<Silence> lock(Tx tx, String source) {
        return tx.first(
                "select heard_time, listened_time, silent_from from source_watch where source = $1 for update",
                row -> new Silence(
                        instant(row, "heard_time"),
                        instant(row, "listened_time"),
                        Optional.ofNullable(row.getOffsetDateTime("silent_from"))
                                .map(OffsetDateTime::toInstant)),
                source);
    }

    /** Notes that an event says that it is silent; none does where the time is null. */
    public void silentFrom(Tx tx, String source, Instant heardTime) {
        tx.send(
                "update source_watch set silent_from = $2 where source = $1",
                source,
                heardTime == null ? null : offset(heardTime));
    }

    /** Forgets a source that nobody expects to speak. */
    public void forget(Tx tx, String source) {
        tx.send("delete from source_watch where source = $1", source);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
