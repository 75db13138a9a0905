package dev.firstline.notify.channel.log;

import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.text.IncidentView;
import dev.firstline.notify.channel.text.LineView;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Doubt;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.domain.Told;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells the log, one INFO line a notice: for a machine without tokens, and for channels that are not set up. */
@Singleton
public class LogChannel implements Channel {

    /** The channel's name. */
    public static final String NAME = "log";

    /** The destination of what is meant for the log itself. */
    public static final String ITSELF = "log";

    private static final String INSTEAD = "for ";
    private static final Logger LOG = Logger.getLogger("dev.firstline.notify.notice");
    private static final String SHOWN = "shown";
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TEXT = 8000;

    @CheckedTemplate(basePath = "log")
    static class Templates {
        static native TemplateInstance notice(IncidentView view, List<LineView> lines);
    }

    /** The destination of what is meant for a channel that is not set up. */
    public static String insteadOf(String channel) {
        return INSTEAD + Texts.cut(Texts.line(channel), 100);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> destination(Route route) {
        return Optional.of(ITSELF);
    }

    @Override
    public boolean tellsStory() {
        return true;
    }

    @Override
    public Next next(Conversation conversation, Instant now) {
        // Nothing is double in a log in a way that could be taken back: what nobody saw the end of is written again.
        if (conversation.doubt() == Doubt.SETTLE) return new Next.Believe(conversation.told());
        if (!conversation.incident().mayBeTold(now))
            return new Next.Wait(conversation.incident().notifyTime());
        List<Entry> entries = conversation.entries();
        IncidentView view = IncidentView.of(conversation.incident(), text -> text);
        String state = Texts.digest(view.toString());
        boolean current = conversation.told().fact(SHOWN).filter(state::equals).isPresent();
        if (current && entries.isEmpty()) return new Next.Nothing();
        List<LineView> lines = LineView.fitting(entries, LONGEST_LINE, LONGEST_TEXT, Texts::line);
        long lastSeq =
                lines.isEmpty() ? conversation.told().seq() : lines.getLast().seq();
        String text = Texts.line(Templates.notice(view, lines).render());
        String summary = "[" + view.phase() + "] " + view.impact() + " · " + view.title();
        return new Next.Do(List.of(new LogOperation(text, state, lastSeq, summary)));
    }

    @Override
    public Outcome send(Conversation conversation, Operation operation, Attempt attempt) {
        LogOperation line = (LogOperation) operation;
        String destination = conversation.key().destination();
        boolean instead = destination.startsWith(INSTEAD);
        LOG.info(instead ? "(" + destination + ", which is not set up) " + line.text() : line.text());
        Told told = conversation.told().with(SHOWN, line.digest()).upTo(line.lastSeq());
        return new Outcome.Sent(
                "",
                instead ? destination.substring(INSTEAD.length()) + " is not set up: told through the log" : "",
                told);
    }

    @Override
    public Wellbeing probe() {
        return new Wellbeing(true, List.of(), Map.of());
    }
}
