package dev.firstline.remediation.loop;

import dev.firstline.remediation.domain.Intent;
import dev.firstline.remediation.domain.IntentState;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The intents of this process that it has not called and never will: its commit failed (whether it was written or not, only its
 * writer calls, after the commit), or too little of the lease was left. It lives in memory, since only this process knows; another one
 * has to ask the target.
 */
final class UncalledIntents {

    /** Each stands for a failure of the database or a pause; the oldest are asked about at the target, as if they were another process's. */
    private static final int MAX_KEPT = 10_000;

    private final Set<UUID> ids = new LinkedHashSet<>();

    synchronized void add(UUID id) {
        if (ids.size() >= MAX_KEPT) ids.remove(ids.iterator().next());
        ids.add(id);
    }

    synchronized boolean contains(Intent intent) {
        return intent.state() == IntentState.OPEN && ids.contains(intent.id());
    }
}
