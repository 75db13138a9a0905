package dev.firstline.platform.rpc;

import dev.firstline.platform.database.Tx;
import dev.firstline.platform.security.Caller;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A person's or a program's change: done once a {@code request_id}, and written into the audit log. */
@Singleton
public class Requests {

    private final Caller caller;
    private final AuditLog log;
    private final InstantSource clock;

    public Requests(Caller caller, AuditLog log, InstantSource clock) {
        this.caller = caller;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Begins a change, in its transaction.
     *
     * @param method the RPC's name, "Acknowledge" for example
     * @param requestId chosen by the caller
     * @param subject the id of what is changed
     * @return false where the same caller has sent this request before: change nothing, and answer with the present state
     * @throws Problem where the request id is missing or longer than 200 characters
     */
    public boolean begin(Tx tx, String method, String requestId, String subject) {
        if (requestId.isBlank() || requestId.length() > 200) {
            throw Problem.invalid(
                    "request_id", "is missing or longer than 200 characters; choose one, a UUID for example");
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean first = tx.update("""
                        insert into request (request_id, method, actor, subject, request_time) values ($1, $2, $3, $4, $5)
                        on conflict do nothing""", requestId, method, caller.actor(), subject, now) > 0;
        audit(tx, method, subject, first ? "OK" : "REPEATED");
        return first;
    }

    /** Writes a line of the audit log. What is refused is written by {@link RefusedCalls}. */
    public void audit(Tx tx, String method, String subject, String answer) {
        log.write(tx, new AuditLog.Line(caller.actor(), method, subject, caller.address(), answer));
    }
}
