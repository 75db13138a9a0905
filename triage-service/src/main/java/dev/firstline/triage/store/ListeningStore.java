package dev.firstline.triage.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.triage.domain.Listening;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The table {@code listening}: how far ingest's word reaches. */
@Singleton
public class ListeningStore {

    /** What held once holds for ever, and neither time ever goes back: words may come in any order. */
    private static final String KEEP = """
            insert into listening (since_time, until_time) values ($1, $2)
                on conflict (one_row) do update
               set since_time = greatest(listening.since_time, excluded.since_time),
                   until_time = greatest(listening.until_time, excluded.until_time)""";

    /** Keeps what ingest says, as far as it reaches further than what it said before. */
    public void keep(Tx tx, Listening said) {
        tx.update(KEEP, Columns.offset(said.since()), Columns.offset(said.until()));
    }

    /** What ingest said; empty where it never said anything. */
    public Optional<Listening> told(Tx tx) {
        return tx.first(
                "select since_time, until_time from listening",
                row -> new Listening(
                        row.getOffsetDateTime("since_time").toInstant(),
                        row.getOffsetDateTime("until_time").toInstant()));
    }
}
