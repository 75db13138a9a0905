package dev.firstline.notify.store;

import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.platform.database.Tx;
import dev.firstline.platform.duework.DueWorkStore;
import jakarta.inject.Singleton;
import java.util.List;

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
     * Says that destinations have something to hear. Each time is a new version: the same incident's version may bring more of its
     * story, and whoever just looked must not forget that. The caller holds the incident's lock, so versions are in order.
     */
    public void due(Tx tx, List<ConversationKey> keys) {
        List<Long> versions = tx.list(
                "select nextval('due_work_arming') from generate_series(1, $1)", row -> row.getLong(0), keys.size());
        for (int i = 0; i < keys.size(); i++)
            dueWork.handOver(tx, KIND, keys.get(i).text(), versions.get(i));
    }
}
