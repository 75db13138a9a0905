package dev.firstline.ingest.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged above debug while it is open, as a reader of the log sees it, exceptions included. */
public final class SeenLog extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    /** The message and the exception, if there is one. */
    private static final Formatter FORMATTER = new PatternFormatter("%s%e");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private SeenLog() {}

    /** Begins to look. */
    public static SeenLog open() {
        SeenLog log = new SeenLog();
        ROOT.addHandler(log);
        return log;
    }

    /** What was logged so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() < Level.INFO.intValue()) return;
        lines.add(FORMATTER.format(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
