package dev.firstline.ingest.testing;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.platform.database.Transactions;
import java.util.concurrent.CountDownLatch;

/** Holds a table's lock, so that whoever writes to it waits, until it is closed. */
public final class HeldTable implements AutoCloseable {

    private static final String WAITING =
            "select pid from pg_stat_activity where wait_event_type = 'Lock' and state = 'active'";

    private final Transactions transactions;
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final Thread holder;

    private HeldTable(Transactions transactions, String table) {
        this.transactions = transactions;
        this.holder = Thread.ofVirtual()
                .start(() -> transactions.run(tx -> {
                    tx.query("set local idle_in_transaction_session_timeout = 0");
                    tx.query("set local transaction_timeout = 0");
                    tx.query("lock table " + table + " in access exclusive mode");
                    held.countDown();
                    awaitUninterruptibly(release);
                }));
    }

    /** Takes the lock. It has to be given back within ten seconds: then the time-out of those who wait for it ends their wait. */
    public static HeldTable hold(Transactions transactions, String table) {
        HeldTable held = new HeldTable(transactions, table);
        awaitUninterruptibly(held.held);
        return held;
    }

    /** Waits until a statement waits for the lock. */
    public void untilSomebodyWaits() {
        eventually(() -> {
            int waiting = transactions.single(tx -> tx.query(WAITING).size());
            assertThat(waiting).isPositive();
        });
    }

    /** Ends the sessions of those that wait for the lock. */
    public void terminateWhoWaits() {
        transactions.single(tx -> tx.query("select pg_terminate_backend(pid) from (" + WAITING + ") waiting"));
    }

    @Override
    public void close() throws InterruptedException {
        release.countDown();
        holder.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
