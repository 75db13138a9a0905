package dev.firstline.platform.duework;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Does what a test says, and shows what it was given. */
@Singleton
public class ScriptedHandler implements DueWorkHandler {

    static final String KIND = "scripted";

    /** How the key of bulk begins. */
    static final String BULK = "bulk-";

    final BlockingQueue<DueWork> handled = new LinkedBlockingQueue<>();
    final Map<String, Function<DueWork, Result>> scripts = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean mayPark() {
        return true;
    }

    @Override
    public boolean isBulk(DueWork work) {
        return work.key().startsWith(BULK);
    }

    @Override
    public Result handle(DueWork work) {
        handled.add(work);
        return scripts.getOrDefault(work.key(), ignored -> Result.done()).apply(work);
    }

    /** The next work with this key that came in; fails where none comes within half a minute. */
    DueWork next(String key) throws InterruptedException {
        while (true) {
            DueWork work = handled.poll(30, TimeUnit.SECONDS);
            if (work == null) throw new AssertionError("nobody did the work of " + key);
            if (work.key().equals(key)) return work;
        }
    }
}
