package dev.firstline.notify.channel.slack;

import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.Operation;
import java.util.List;

/** What is done at Slack. */
sealed interface SlackOperation extends Operation {

    /**
     * The first message about an incident.
     *
     * @param text in mrkdwn
     * @param digest the text's
     */
    record Post(String text, String digest, String summary, List<Budget> budgets, int priority)
            implements SlackOperation {
        @Override
        public String name() {
            return "post";
        }
    }

    /**
     * The first message's new text.
     *
     * @param text in mrkdwn
     * @param digest the text's
     */
    record Edit(String text, String digest, String summary, List<Budget> budgets, int priority)
            implements SlackOperation {
        @Override
        public String name() {
            return "edit";
        }
    }

    /**
     * The next lines of the story, as one message in the thread.
     *
     * @param text in mrkdwn
     * @param firstSeq the first line in it
     * @param lastSeq the last one
     */
    record Reply(String text, long firstSeq, long lastSeq, String summary, List<Budget> budgets, int priority)
            implements SlackOperation {
        @Override
        public String name() {
            return "reply";
        }
    }

    /**
     * A look at what stands there, and the removal of what is double.
     *
     * @param settles whether nothing can arrive late any more
     */
    record Look(boolean settles, List<Budget> budgets, int priority) implements SlackOperation {
        @Override
        public String name() {
            return "look";
        }

        @Override
        public String summary() {
            return "what stands in the thread";
        }

        @Override
        public boolean delivers() {
            return false;
        }
    }
}
