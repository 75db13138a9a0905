package dev.firstline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "none", textBlock = """
            a text that isn't a number is the item's fault,   22P02, none,        true,  false
            a row that is there already is the item's fault,  23505, alert_key,   true,  false
            a constraint's violation is the item's fault,     23514, alert_check, true,  false
            a missing partition is nobody's fault,            23514, none,        false, false
            a dead-lock passes,                               40P01, none,        false, true
            a database that stops passes,                     57P01, none,        false, true
            """)
    void failuresAreJudgedByTheirState(String why, String state, String constraint, boolean fault, boolean away) {
        var failure = new PgException(
                "refused",
                "ERROR",
                state,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                constraint);
        assertThat(Database.isItemsFault(failure)).isEqualTo(fault);
        assertThat(Database.isAway(failure)).isEqualTo(away);
    }
}
