package dev.firstline.e2e.delivery.facts;

import dev.firstline.e2e.bed.TestBed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Waits until nothing is left to do and nothing changes any more. */
public final class Settling {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** How long all has to stand still. */
    private static final Duration STILL = Duration.ofSeconds(4);

    // Notify still looks after what it can't be sure of: that is no due work of its own name only.
    private static final String STATE = """
            select (select coalesce(sum(version), 0) from triage.incident) || ' '
                || (select count(*) from triage.timeline_entry) || ' '
                || (select coalesce(sum(version), 0) from remediation.execution) || ' '
                || (select count(*) from remediation.intent) || ' '
                || (select count(*) from notify.delivery) || ' '
                || (select coalesce(sum(lease_number), 0) from notify.conversation)""";

    private static final String DOUBTS =
            "select count(*) from notify.conversation where doubt_time is not null or attempt_id is not null";

    /** What a look shows: how much is left, and a state that moves with every change. */
    private record Look(int left, long doubts, String state) {
        boolean isQuiet() {
            return left == 0 && doubts == 0;
        }
    }

    private Settling() {}

    /**
     * Waits.
     *
     * @return an empty text, or what was still going on when the patience was over
     */
    public static String await(TestBed bed, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long stillSince = System.nanoTime();
        Look last = new Look(-1, 0, "");
        while (true) {
            Look look = look(bed);
            if (!look.equals(last) || !look.isQuiet()) stillSince = System.nanoTime();
            last = look;
            if (System.nanoTime() - stillSince > STILL.toNanos()) return "";
            if (System.nanoTime() > deadline) {
                return "it did not settle within " + patience.toSeconds() + " s: " + look.left()
                        + " pieces of due work and " + look.doubts() + " doubts of notify were left";
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private static Look look(TestBed bed) {
        try (Connection connection = bed.cluster().postgres().connect()) {
            Sql sql = new Sql(connection);
            List<String> left = FactsReader.dueWork(sql);
            return new Look(left.size(), Long.parseLong(sql.text(DOUBTS)), sql.text(STATE));
        } catch (SQLException failure) {
            throw new IllegalStateException("the database can't be asked: " + failure.getMessage(), failure);
        }
    }
}
