package dev.firstline.notify.loop;

import dev.firstline.notify.config.NotifyConfig;
import dev.firstline.notify.domain.ConversationKey;
import dev.firstline.notify.store.TellWork;
import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Has a destination told whatever changed. */
@Singleton
class TellHandler implements DueWorkHandler {

    /** Room for all channels' places and those who wait a moment for one: waiting costs a virtual thread, no more. */
    private static final int AT_ONCE = 256;

    private final Teller teller;
    private final Duration lease;

    TellHandler(Teller teller, NotifyConfig config) {
        if (config.lease().compareTo(config.callDeadline()) <= 0) {
            throw new IllegalStateException("firstline.notify.lease (" + config.lease()
                    + ") has to be longer than firstline.notify.call-deadline (" + config.callDeadline()
                    + "): nobody may send whose lease does not outlast the call");
        }
        this.teller = teller;
        this.lease = config.lease().plus(config.callDeadline());
    }

    @Override
    public String kind() {
        return TellWork.KIND;
    }

    @Override
    public Result handle(DueWork work) {
        return teller.tell(ConversationKey.parse(work.key()));
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public int concurrency() {
        return AT_ONCE;
    }
}
