package dev.firstline.e2e.delivery.load;

import dev.firstline.e2e.delivery.plan.Message;
import dev.firstline.e2e.delivery.plan.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the senders know: how often each alert was sent, how often that was acknowledged, and the last acknowledged word about it. */
public final class Ledger {

    /**
     * What its sender knows of one alert.
     *
     * @param sent how often it went out, acknowledged or not
     * @param acknowledged how often that was acknowledged
     * @param firing the last acknowledged word; meaningless where none was
     */
    public record Line(int sent, int acknowledged, boolean firing) {
        static final Line EMPTY = new Line(0, 0, false);
    }

    private final Map<String, Line> lines = new TreeMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /** A message goes out. */
    synchronized void sends(Message message) {
        attempts.incrementAndGet();
        for (Statement statement : message.statements()) {
            Line line = lines.getOrDefault(statement.fingerprint(), Line.EMPTY);
            lines.put(statement.fingerprint(), new Line(line.sent + 1, line.acknowledged, line.firing));
        }
    }

    /** A message was acknowledged. */
    synchronized void acknowledged(Message message) {
        acknowledged.incrementAndGet();
        for (Statement statement : message.statements()) {
            Line line = lines.getOrDefault(statement.fingerprint(), Line.EMPTY);
            lines.put(statement.fingerprint(), new Line(line.sent, line.acknowledged + 1, statement.firing()));
        }
    }

    /** By fingerprint. */
    public synchronized Map<String, Line> lines() {
        return Collections.unmodifiableMap(new TreeMap<>(lines));
    }

    /** How many messages went out, each repetition counted. */
    public int attempts() {
        return attempts.get();
    }

    /** How many messages were acknowledged. */
    public int acknowledged() {
        return acknowledged.get();
    }
}
