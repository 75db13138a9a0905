package dev.firstline.remediation.store;

import dev.firstline.platform.database.Tx;
import dev.firstline.remediation.domain.GuardAnswer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code guard_answer}: every answer, each time that the guards were asked. */
final class GuardAnswers {

    private GuardAnswers() {}

    static void save(Tx tx, UUID execution, int position, List<GuardAnswer> answers, Instant now) {
        int round = tx.first("""
                        select coalesce(max(round), 0) + 1 as next from guard_answer
                         where execution_id = $1 and position = $2""", row -> row.getInteger("next"), execution, position)
                .orElse(1);
        for (int ordinal = 0; ordinal < answers.size(); ordinal++) {
            GuardAnswer answer = answers.get(ordinal);
            tx.update(
                    """
                    insert into guard_answer (execution_id, position, round, ordinal, guard, passed, reason, asked_time)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                    execution,
                    position,
                    round,
                    ordinal,
                    answer.guard(),
                    answer.passed(),
                    Bounded.text(answer.reason()),
                    Times.toColumn(now));
        }
    }

    /** A line a guard, for people. */
    static String inWords(List<GuardAnswer> answers) {
        return answers.stream()
                .map(answer -> answer.guard() + (answer.passed() ? ": yes, " : ": NO, ") + answer.reason())
                .collect(Collectors.joining("\n"));
    }
}
