package dev.firstline.e2e.delivery.check;

import java.util.ArrayList;
import java.util.List;

/** What must have happened at the least: where nothing happens, nothing goes wrong, and the rules say nothing. */
public final class Substance {

    private Substance() {}

    /**
     * What did not happen, in words.
     *
     * @param facts what is so at the end
     * @param alerts how many were to be sent
     */
    public static List<String> lacks(Facts facts, long alerts) {
        List<String> lacks = new ArrayList<>();
        least(lacks, "alerts acknowledged", acknowledged(facts), alerts);
        least(lacks, "alerts folded", folded(facts), alerts);
        least(
                lacks,
                "pages opened",
                facts.pages().stream().filter(Facts.Page::opened).count(),
                1);
        least(lacks, "messages in Slack", facts.posts().size(), 1);
        least(lacks, "executions", facts.executions().size(), 1);
        least(lacks, "actions that SUCCEEDED", succeeded(facts), 1);
        return lacks;
    }

    private static long acknowledged(Facts facts) {
        return facts.sent().values().stream()
                .mapToLong(Facts.Sent::acknowledged)
                .sum();
    }

    private static long folded(Facts facts) {
        return facts.folded().values().stream()
                .mapToLong(alert -> alert.events() + alert.late())
                .sum();
    }

    private static long succeeded(Facts facts) {
        return facts.actions().stream()
                .filter(action -> action.state().equals("SUCCEEDED"))
                .count();
    }

    private static void least(List<String> lacks, String what, long is, long least) {
        if (is < least) lacks.add("%s: %d instead of %d at the least".formatted(what, is, least));
    }
}
