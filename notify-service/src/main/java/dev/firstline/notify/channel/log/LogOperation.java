package dev.firstline.notify.channel.log;

import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.Operation;
import java.util.List;

/**
 * A line for the log.
 *
 * @param text the line
 * @param digest of the state that it shows
 * @param lastSeq the last line of the story in it
 * @param summary the state in short
 */
record LogOperation(String text, String digest, long lastSeq, String summary) implements Operation {

    @Override
    public String name() {
        return "write";
    }

    @Override
    public List<Budget> budgets() {
        return List.of();
    }

    @Override
    public int priority() {
        return FIRST;
    }
}
