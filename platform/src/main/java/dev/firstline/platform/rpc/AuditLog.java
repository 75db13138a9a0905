package dev.firstline.platform.rpc;

import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Who did what, from where, with which answer. Lines are only ever added. */
@Singleton
public class AuditLog {

    /** Characters; what callers choose is cut there. */
    private static final int MAX_TEXT = 500;

    private final InstantSource clock;

    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One line.
     *
     * @param actor by the token; "anonymous" where there was no good one
     * @param method the RPC's name, "Acknowledge" for example
     * @param subject the id of what is, or should have been, changed
     * @param peer the address that the call came from
     * @param answer "OK", "REPEATED", or a status and its text
     */
    record Line(String actor, String method, String subject, String peer, String answer) {

        Line {
            subject = cut(subject);
            answer = cut(answer);
        }

        /** A zero character is nothing that PostgreSQL keeps in a text. */
        private static String cut(String text) {
            String clean = text.replace('\0', ' ');
            return clean.length() <= MAX_TEXT ? clean : clean.substring(0, MAX_TEXT);
        }
    }

    void write(Tx tx, Line line) {
        Instant now = clock.instant();
        tx.update(
                """
                insert into audit (id, audit_time, actor, method, subject, peer, answer)
                values ($1, $2, $3, $4, $5, $6, $7)""",
                Ids.next(now),
                now.atOffset(ZoneOffset.UTC),
                line.actor,
                line.method,
                line.subject,
                line.peer,
                line.answer);
    }
}
