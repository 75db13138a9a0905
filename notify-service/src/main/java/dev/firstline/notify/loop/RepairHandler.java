package dev.firstline.notify.loop;

import dev.firstline.notify.config.NotifyConfig;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.store.ConversationRow;
import dev.firstline.notify.store.ConversationStore;
import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Has the truth restored once nothing can arrive late any more, and is not done before it is. */
@Singleton
class RepairHandler implements DueWorkHandler {

    /** The kind of due work. */
    static final String KIND = "repair";

    private final Teller teller;
    private final Transactions transactions;
    private final ConversationStore conversations;
    private final Duration lease;

    RepairHandler(Teller teller, Transactions transactions, ConversationStore conversations, NotifyConfig config) {
        this.teller = teller;
        this.transactions = transactions;
        this.conversations = conversations;
        this.lease = config.lease().plus(config.callDeadline());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Result handle(DueWork work) {
        ConversationKey key = ConversationKey.parse(work.key());
        Result told = teller.tell(key);
        if (!(told instanceof Result.Done)) return told;
        Optional<Instant> settleTime =
                transactions.call(tx -> conversations.lock(tx, key)).map(ConversationRow::settleTime);
        return settleTime.<Result>map(Result.Again::new).orElse(told);
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public int concurrency() {
        return 16;
    }
}
