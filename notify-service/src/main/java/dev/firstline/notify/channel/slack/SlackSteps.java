package dev.firstline.notify.channel.slack;

import dev.firstline.notify.channel.text.IncidentView;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Doubt;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Kind;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.ThreadPlan;
import java.time.Instant;
import java.util.List;

/** Turns a conversation's state into what is to be done at Slack next. */
final class SlackSteps {

    private final SlackTexts texts;
    private final SlackBudgets budgets;

    SlackSteps(SlackTexts texts, SlackBudgets budgets) {
        this.texts = texts;
        this.budgets = budgets;
    }

    Next next(Conversation conversation, Instant now) {
        Incident incident = conversation.incident();
        boolean posted = SlackThread.root(conversation.told()).isPresent();
        if (!posted && conversation.doubt() != Doubt.SETTLE && !incident.mayBeTold(now)) {
            return new Next.Wait(incident.notifyTime());
        }
        String text = texts.root(incident);
        String digest = Texts.digest(text);
        List<ThreadPlan.Step> steps = ThreadPlan.steps(
                posted,
                SlackThread.shows(conversation.told(), digest),
                !conversation.entries().isEmpty(),
                conversation.doubt());
        if (steps.isEmpty()) return new Next.Nothing();
        return new Next.Do(steps.stream()
                .map(step -> operation(step, conversation, text, digest))
                .toList());
    }

    private SlackOperation operation(ThreadPlan.Step step, Conversation conversation, String text, String digest) {
        String destination = conversation.key().destination();
        int first = conversation.incident().kind() == Kind.CRITICAL ? Operation.PAGE : Operation.FIRST;
        return switch (step) {
            case POST -> new SlackOperation.Post(text, digest, summary(conversation), budgets.post(destination), first);
            case EDIT -> new SlackOperation.Edit(text, digest, summary(conversation), budgets.edit(), Operation.UPDATE);
            case REPLY -> reply(conversation, destination);
            case LOOK -> new SlackOperation.Look(false, budgets.look(), first);
            case SETTLE -> new SlackOperation.Look(true, budgets.look(), Operation.UPDATE);
        };
    }

    private SlackOperation reply(Conversation conversation, String destination) {
        SlackTexts.ReplyText reply = texts.reply(conversation.incident(), conversation.entries());
        String summary = reply.firstSeq() == reply.lastSeq()
                ? conversation.entries().getFirst().text()
                : "lines " + reply.firstSeq() + " to " + reply.lastSeq() + ": "
                        + conversation.entries().getFirst().text();
        return new SlackOperation.Reply(
                reply.text(),
                reply.firstSeq(),
                reply.lastSeq(),
                Texts.cut(Texts.line(summary), 200),
                budgets.post(destination),
                Operation.UPDATE);
    }

    private static String summary(Conversation conversation) {
        IncidentView view = IncidentView.of(conversation.incident(), text -> text);
        return "[" + view.phase() + "] " + view.impact() + " · " + view.title();
    }
}
