package dev.firstline.notify.loop;

import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Channels;
import dev.firstline.notify.config.NotifyConfig;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.store.BudgetStore;
import dev.firstline.notify.store.ConversationRow;
import dev.firstline.notify.store.ConversationStore;
import dev.firstline.notify.store.DeliveryStore;
import dev.firstline.notify.store.IncidentStore;
import dev.firstline.platform.database.Ids;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decides a conversation's next step under its lock, and commits the intent to take it. */
@Singleton
class Planner {

    /** Somebody else sends: he looks at everything again when he is done, so this is only for the case that he is gone. */
    private static final Duration PEEK = Duration.ofSeconds(1);

    /** Lines of the story that one step looks at; more than one message holds. */
    private static final int LINES = 200;

    private final Channels channels;
    private final ConversationStore conversations;
    private final IncidentStore incidents;
    private final DeliveryStore deliveries;
    private final BudgetStore budgets;
    private final DueWorkStore dueWork;
    private final InstantSource clock;
    private final NotifyConfig config;

    Planner(
            Channels channels,
            ConversationStore conversations,
            IncidentStore incidents,
            DeliveryStore deliveries,
            BudgetStore budgets,
            DueWorkStore dueWork,
            InstantSource clock,
            NotifyConfig config) {
        this.channels = channels;
        this.conversations = conversations;
        this.incidents = incidents;
        this.deliveries = deliveries;
        this.budgets = budgets;
        this.dueWork = dueWork;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Plans, in a transaction of its own.
     *
     * @param askedNanos {@link System#nanoTime()} before that transaction began
     */
    Plan plan(Tx tx, ConversationKey key, long askedNanos) {
        Channel channel = channels.named(key.channel())
                .orElseThrow(() -> new IllegalStateException("there is no channel '" + key.channel() + "'"));
        Optional<ConversationRow> found = conversations.lock(tx, key);
        if (found.isEmpty()) return new Plan.Idle();
        Instant now = clock.instant();
        ConversationRow row = found.get();
        if (row.isLeased(now)) {
            Instant peek = now.plus(PEEK);
            return new Plan.Wait(row.leaseTime().isBefore(peek) ? row.leaseTime() : peek);
        }
        if (row.attempt().isPresent()) row = unseen(tx, row, now);
        Optional<Incident> incident = incidents.find(tx, key.incidentId());
        if (incident.isEmpty()) return new Plan.Idle();
        Conversation conversation = conversation(tx, channel, row, incident.get(), now);
        return switch (channel.next(conversation, now)) {
            case Next.Nothing nothing -> new Plan.Idle();
            case Next.Wait wait -> new Plan.Wait(wait.at());
            case Next.Believe believe -> believed(tx, row, believe, now);
            case Next.Do operations -> began(tx, channel, row, conversation, operations.operations(), now, askedNanos);
        };
    }

    /** Whoever intended this is gone, or his lease is: nobody saw its end. */
    private ConversationRow unseen(Tx tx, ConversationRow row, Instant now) {
        deliveries.unseen(tx, row.attempt().orElseThrow(), "whoever sent it did not live to see its end");
        doubt(tx, row.key(), row.attemptTime(), now);
        conversations.release(tx, row.key(), row.leaseNumber());
        return conversations.lock(tx, row.key()).orElseThrow();
    }

    /** Notes an attempt whose end nobody saw, and sets the timer of its repair. */
    void doubt(Tx tx, ConversationKey key, Instant attemptTime, Instant now) {
        Instant settleTime = settleTime(now);
        conversations.doubt(tx, key, attemptTime, settleTime);
        dueWork.arm(tx, RepairHandler.KIND, key.text(), settleTime);
    }

    /** From when on nothing that is under way now can arrive any more. */
    Instant settleTime(Instant now) {
        return now.plus(config.lease()).plus(config.callDeadline()).plus(config.repairWait());
    }

    private Conversation conversation(Tx tx, Channel channel, ConversationRow row, Incident incident, Instant now) {
        List<Entry> entries = channel.tellsStory()
                ? incidents.story(tx, incident.id(), row.told().seq(), LINES)
                : List.of();
        return new Conversation(row.key(), incident, entries, row.told(), row.doubt(now), row.doubtTime());
    }

    private Plan believed(Tx tx, ConversationRow row, Next.Believe believe, Instant now) {
        conversations.know(tx, row.key(), row.leaseNumber(), believe.told());
        conversations.settled(tx, row.key(), row.settleTime());
        deliveries.settle(tx, row.key(), now, now);
        return new Plan.Anew();
    }

    private Plan began(
            Tx tx,
            Channel channel,
            ConversationRow row,
            Conversation conversation,
            List<? extends Operation> operations,
            Instant now,
            long askedNanos) {
        Instant since = row.waitSince() == null ? now : row.waitSince();
        BudgetStore.Short earliest = null;
        for (Operation operation : operations) {
            Optional<BudgetStore.Short> isShort = budgets.take(operation.budgets(), operation.priority(), since, now);
            if (isShort.isEmpty()) return leased(tx, channel, row, conversation, operation, now, askedNanos);
            if (earliest == null || isShort.get().until().isBefore(earliest.until())) earliest = isShort.get();
        }
        conversations.waitFor(
                tx, row.key(), earliest.scope(), operations.getFirst().priority(), since, earliest.until());
        return new Plan.Wait(earliest.until());
    }

    private Plan leased(
            Tx tx,
            Channel channel,
            ConversationRow row,
            Conversation conversation,
            Operation operation,
            Instant now,
            long askedNanos) {
        UUID deliveryId = Ids.next(now);
        long leaseNumber = conversations.lease(
                tx,
                row,
                operation.begun(row.told()),
                operation.delivers() ? deliveryId : null,
                now,
                now.plus(config.lease()));
        if (operation.delivers()) {
            deliveries.intend(
                    tx,
                    deliveryId,
                    row.key(),
                    operation,
                    conversation.incident().version(),
                    leaseNumber,
                    now);
        }
        Attempt attempt = new Attempt(deliveryId, askedNanos, config.lease(), config.callDeadline());
        Conversation begun = new Conversation(
                row.key(),
                conversation.incident(),
                conversation.entries(),
                operation.begun(row.told()),
                conversation.doubt(),
                conversation.doubtTime());
        return new Plan.Go(channel, begun, operation, attempt, leaseNumber, row.settleTime());
    }
}
