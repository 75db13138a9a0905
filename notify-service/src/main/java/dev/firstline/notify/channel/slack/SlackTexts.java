package dev.firstline.notify.channel.slack;

import dev.firstline.notify.channel.text.IncidentView;
import dev.firstline.notify.channel.text.LineView;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Incident;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** What is said in Slack. */
final class SlackTexts {

    /** chat.update refuses more than 4,000 characters. */
    private static final int LONGEST_ROOT = 3900;

    private static final int LONGEST_REPLY = 3500;
    private static final int LONGEST_LINE = 2500;

    @CheckedTemplate(basePath = "slack")
    static class Templates {
        static native TemplateInstance root(IncidentView view, String mention);

        static native TemplateInstance reply(String phase, List<LineView> lines);
    }

    /**
     * A reply's text.
     *
     * @param text in mrkdwn
     * @param firstSeq the first line in it
     * @param lastSeq the last line in it
     */
    record ReplyText(String text, long firstSeq, long lastSeq) {}

    private final String mention;

    SlackTexts(String mention) {
        this.mention = mention.equals("none") ? "" : mention;
    }

    /** The first message: where the incident stands. */
    String root(Incident incident) {
        IncidentView view = IncidentView.of(incident, Texts::slack);
        return Texts.lines(
                withoutBlankLines(
                        Templates.root(view, view.critical() ? mention : "").render()),
                LONGEST_ROOT);
    }

    /** As many of the next lines as one message holds. */
    ReplyText reply(Incident incident, List<Entry> entries) {
        List<LineView> lines = LineView.fitting(entries, LONGEST_LINE, LONGEST_REPLY, Texts::slack);
        String text = withoutBlankLines(
                Templates.reply(incident.phase().name(), lines).render());
        return new ReplyText(text, lines.getFirst().seq(), lines.getLast().seq());
    }

    private static String withoutBlankLines(String text) {
        return text.replaceAll("(?m)^[ \\t]*\\r?\\n", "").strip();
    }
}
