package dev.firstline.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/**
 * Lets what arrives while a commit is in flight share the next one. There is no timer: whoever comes first commits at once, and how
 * many follow together comes from how long that takes.
 *
 * @param <T> what is written
 */
public final class GroupCommit<T> {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** More than two commits in flight gain nothing: they share one disk, and wait for each other's locks. */
    private static final int MAX_WRITERS = 2;

    /**
     * How much goes into one commit.
     *
     * @param weight what one item weighs; at least 1
     * @param most weight of one commit, unless a single item is heavier
     * @param secondFrom weight that has to wait until a second commit in flight is worth its cost
     */
    public record Size<T>(ToIntFunction<T> weight, int most, int secondFrom) {}

    /** Writes groups, one after the other, on one thread. */
    public interface Writer<T> extends AutoCloseable {

        /** Writes a group, in the order of its arrival, and tells each item what became of it. It must not throw. */
        void write(List<T> group);

        @Override
        default void close() {}
    }

    private final Size<T> size;
    private final Supplier<? extends Writer<T>> writer;
    private final ExecutorService threads;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger writers = new AtomicInteger();
    private final ReentrantLock taking = new ReentrantLock();

    /**
     * @param writer makes what a thread writes with, as long as there is something to write
     * @param threads where the writers run; they block
     */
    public GroupCommit(Size<T> size, Supplier<? extends Writer<T>> writer, ExecutorService threads) {
        this.size = size;
        this.writer = writer;
        this.threads = threads;
    }

    /**
     * Has an item written, together with others. Doesn't block.
     *
     * @throws java.util.concurrent.RejectedExecutionException where the threads have ended
     */
    public void add(T item) {
        queued.addAndGet(size.weight().applyAsInt(item));
        queue.add(item);
        wake();
    }

    /** Whether nothing waits and nothing is being written. */
    public boolean isIdle() {
        return queue.isEmpty() && writers.get() == 0;
    }

    /** Takes items out that have waited in vain, from the oldest on, up to the first that may still wait. */
    public void drop(Predicate<T> isInVain, Consumer<T> dropped) {
        if (queue.isEmpty()) return;
        taking.lock();
        try {
            for (T next = queue.peek(); next != null && isInVain.test(next); next = queue.peek()) {
                queue.remove();
                queued.addAndGet(-size.weight().applyAsInt(next));
                dropped.accept(next);
            }
        } finally {
            taking.unlock();
        }
    }

    private void wake() {
        int running = writers.get();
        while (running == 0 || (running < MAX_WRITERS && queued.get() >= size.secondFrom())) {
            if (writers.compareAndSet(running, running + 1)) {
                begin();
                return;
            }
            running = writers.get();
        }
    }

    private void begin() {
        try {
            threads.execute(this::write);
        } catch (RuntimeException | Error stopping) {
            writers.decrementAndGet();
            throw stopping;
        }
    }

    private void write() {
        try (Writer<T> own = writer.get()) {
            while (true) {
                List<T> group = next();
                if (!group.isEmpty()) own.write(group);
                if (queued.get() < size.secondFrom() && writers.compareAndSet(MAX_WRITERS, MAX_WRITERS - 1)) return;
                if (queue.isEmpty()) break;
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("a writer ended; the next one goes on", failure);
        }
        writers.decrementAndGet();
        if (!queue.isEmpty()) wake();
    }

    private List<T> next() {
        List<T> group = new ArrayList<>();
        int weight = 0;
        taking.lock();
        try {
            for (T next = queue.peek(); next != null; next = queue.peek()) {
                int more = size.weight().applyAsInt(next);
                if (!group.isEmpty() && weight + more > size.most()) break;
                group.add(next);
                queue.remove();
                weight += more;
                queued.addAndGet(-more);
            }
        } finally {
            taking.unlock();
        }
        return group;
    }
}
