package dev.firstline.notify.store;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import jakarta.inject.Singleton;

/** The due work of telling a destination. */
@Singleton
public class TellWork {

    /** Its kind. */
    public static final String KIND = "tell";

    private final DueWorkStore dueWork;

    public TellWork(DueWorkStore dueWork) {
        this.dueWork = dueWork;
    }

    /**
     * Says that a destination has something to hear. Each time is a new version: the same incident's version may bring more of its
     * story, and whoever just looked must not forget that. The caller holds the incident's lock, so versions are in order.
     */
    public void due(Tx tx, ConversationKey key) {
        long version = tx.first("select nextval('due_work_arming')", row -> row.getLong(0))
                .orElseThrow();
        dueWork.handOver(tx, KIND, key.text(), version);
    }
}
