package dev.firstline.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction that has several statements on their way at once owes those that wait for it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TxTest {

    private static final String ADD = "insert into sent_numbers values ($1)";
    private static final String REFUSED = "select 1 / ($1::integer - $1::integer) as refused";
    private static final String DIVISION_BY_ZERO = "22012";

    @Inject
    Transactions transactions;

    @BeforeEach
    void make() {
        transactions.run(tx -> tx.query("create table sent_numbers (n integer primary key)"));
    }

    @AfterEach
    void drop() {
        transactions.run(tx -> tx.query("drop table sent_numbers"));
    }

    private List<Integer> numbers() {
        return transactions.snapshot(
                tx -> tx.list("select n from sent_numbers order by n", row -> row.getInteger("n")));
    }

    private static boolean isDivision(Throwable failure) {
        return Database.sqlState(failure).filter(DIVISION_BY_ZERO::equals).isPresent();
    }

    @Test
    void whatWasSentIsCommittedInItsOrder() {
        transactions.run(tx -> {
            tx.send(ADD, 1);
            tx.send("update sent_numbers set n = n + $1", 10);
            tx.send(ADD, 1);
        });
        assertThat(numbers()).containsExactly(1, 11);
    }

    @Test
    void aQuestionSeesWhatWasSentBeforeIt() {
        var asked = transactions.call(tx -> {
            tx.send(ADD, 7);
            var rows = tx.ask("select n from sent_numbers");
            tx.send(ADD, 8);
            return rows.get().size();
        });
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void oneStatementThatFailsTakesAllOfThemBack() {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.send(ADD, 1);
                    tx.send(REFUSED, 5);
                    tx.send(ADD, 2);
                }))
                .matches(TxTest::isDivision);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void aQuestionWhoseAnswerNobodyTookTakesAllBackWhereItFailed() {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.send(ADD, 1);
                    var unread = tx.ask(REFUSED, 5);
                }))
                .matches(TxTest::isDivision);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void whatFailsAfterAFailureIsNotTheCause() {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.send(REFUSED, 5);
                    tx.query("select 1");
                }))
                .matches(TxTest::isDivision);
    }

    @Test
    void anAnswerThatIsNotAsItHasToBeTakesAllBack() {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.send(ADD, 1);
                    tx.send(
                            rows -> {
                                if (rows.rowCount() < 1) throw new IllegalStateException("nothing was there");
                            },
                            "delete from sent_numbers where n = $1",
                            99);
                }))
                .hasMessage("nothing was there");
        assertThat(numbers()).isEmpty();
    }

    @Test
    void whatWasSentWithinASavepointIsTakenBackWithIt() {
        transactions.run(tx -> {
            tx.send(ADD, 1);
            assertThatThrownBy(() -> tx.savepoint(() -> {
                        tx.send(ADD, 2);
                        tx.send(REFUSED, 5);
                        return null;
                    }))
                    .matches(TxTest::isDivision);
            tx.send(ADD, 3);
        });
        assertThat(numbers()).containsExactly(1, 3);
    }

    @Test
    void anExceptionOfTheWorkTakesBackWhatIsStillOnItsWay() {
        assertThatThrownBy(() -> transactions.run(tx -> {
                    tx.send(ADD, 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(numbers()).isEmpty();
    }
}
