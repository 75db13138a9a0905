package dev.firstline.notify.loop;

import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Doubt;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.store.BudgetStore;
import dev.firstline.notify.store.ConversationStore;
import dev.firstline.notify.store.DeliveryRecord.State;
import dev.firstline.notify.store.DeliveryStore;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.Result;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what became of an operation. Every write of what the destination knows carries the lease's number. The conversation's row
 * is locked before its deliveries, here as in the {@link Planner}.
 */
@Singleton
class Recorder {

    private final Planner planner;
    private final ConversationStore conversations;
    private final DeliveryStore deliveries;
    private final BudgetStore budgets;
    private final InstantSource clock;

    Recorder(
            Planner planner,
            ConversationStore conversations,
            DeliveryStore deliveries,
            BudgetStore budgets,
            InstantSource clock) {
        this.planner = planner;
        this.conversations = conversations;
        this.deliveries = deliveries;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * Records, in one transaction.
     *
     * @return what that means for the work; empty where the next step can follow at once
     */
    Optional<Result> record(Tx tx, Plan.Go done, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> sent(tx, done, sent);
            case Outcome.Looked looked -> looked(tx, done, looked);
            case Outcome.Postponed postponed -> postponed(tx, done, postponed);
            case Outcome.Refused refused -> refused(tx, done, refused);
            case Outcome.Unseen unseen -> unseen(tx, done, unseen);
            case Outcome.Blind blind -> blind(tx, done);
        };
    }

    private Optional<Result> sent(Tx tx, Plan.Go done, Outcome.Sent sent) {
        Instant now = clock.instant();
        boolean inTime = conversations.know(tx, key(done), done.leaseNumber(), sent.told());
        String detail = inTime ? sent.detail() : "answered after its lease; " + sent.detail();
        // Somebody else has gone on without it: what it did is not in the table, and has to be found.
        if (!inTime) planner.doubt(tx, key(done), began(done), now);
        deliveries.end(tx, id(done), State.SENT, detail, sent.receipt(), now);
        return Optional.empty();
    }

    private Optional<Result> looked(Tx tx, Plan.Go done, Outcome.Looked looked) {
        Instant now = clock.instant();
        boolean inTime = conversations.know(tx, key(done), done.leaseNumber(), looked.told());
        for (Outcome.Found found : looked.found()) {
            deliveries.found(tx, found.deliveryId(), found.receipt(), found.stays(), now);
        }
        if (!inTime) return Optional.empty();
        if (done.conversation().doubt() == Doubt.SETTLE) {
            conversations.settled(tx, key(done), done.settleTime());
            deliveries.settle(tx, key(done), now, now);
        } else {
            conversations.looked(tx, key(done), done.settleTime());
        }
        return Optional.empty();
    }

    private Optional<Result> blind(Tx tx, Plan.Go done) {
        boolean inTime = conversations.release(tx, key(done), done.leaseNumber());
        if (inTime) conversations.goOn(tx, key(done), planner.settleTime(clock.instant()));
        return Optional.empty();
    }

    private Optional<Result> postponed(Tx tx, Plan.Go done, Outcome.Postponed postponed) {
        Instant now = clock.instant();
        conversations.release(tx, key(done), done.leaseNumber());
        deliveries.end(tx, id(done), State.RETRY, postponed.reason(), "", now);
        List<Budget> limits = done.operation().budgets();
        if (postponed.everybody() && postponed.after() != null && !limits.isEmpty()) {
            budgets.block(limits.getFirst().scope(), now.plus(postponed.after()));
            return Optional.of(new Result.Again(now.plus(postponed.after())));
        }
        return Optional.of(new Result.Later(postponed.after(), postponed.reason()));
    }

    private Optional<Result> refused(Tx tx, Plan.Go done, Outcome.Refused refused) {
        Instant now = clock.instant();
        conversations.know(tx, key(done), done.leaseNumber(), refused.told());
        deliveries.end(tx, id(done), State.REFUSED, refused.reason(), "", now);
        return refused.again().isZero()
                ? Optional.empty()
                : Optional.of(new Result.Later(refused.again(), refused.reason()));
    }

    private Optional<Result> unseen(Tx tx, Plan.Go done, Outcome.Unseen unseen) {
        planner.doubt(tx, key(done), began(done), clock.instant());
        conversations.release(tx, key(done), done.leaseNumber());
        deliveries.unseen(tx, id(done), unseen.reason());
        return Optional.of(Result.later(unseen.reason()));
    }

    private static ConversationKey key(Plan.Go done) {
        return done.conversation().key();
    }

    private static UUID id(Plan.Go done) {
        return done.attempt().deliveryId();
    }

    private static Instant began(Plan.Go done) {
        return Ids.time(id(done));
    }
}
