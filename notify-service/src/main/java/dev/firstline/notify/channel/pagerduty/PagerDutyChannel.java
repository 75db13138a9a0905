package dev.firstline.notify.channel.pagerduty;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.notify.channel.Attempt;
import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.http.Answer;
import dev.firstline.notify.channel.http.Caller;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.Budget;
import dev.firstline.notify.domain.Conversation;
import dev.firstline.notify.domain.Doubt;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.domain.Next;
import dev.firstline.notify.domain.Operation;
import dev.firstline.notify.domain.Outcome;
import dev.firstline.notify.domain.PagePlan;
import dev.firstline.notify.domain.PagePlan.Page;
import dev.firstline.notify.domain.Route;
import dev.firstline.notify.domain.Told;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pages: triggers, acknowledges and resolves, by a dedup key of the incident's id and its reopen count.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty: send an alert event</a>
 */
@Singleton
public class PagerDutyChannel implements Channel {

    /** The channel's name. */
    public static final String NAME = "pagerduty";

    /** Where PagerDuty says "too often" without saying how long. */
    private static final Duration UNSTATED_WAIT = Duration.ofSeconds(5);

    private final RoutingKeys keys;
    private final PagerDutyEvents events;
    private final Caller caller = new Caller();
    private final URI enqueue;
    private final Duration refusedRetry;
    private final Optional<KeyTrial> trial;

    @Inject
    public PagerDutyChannel(PagerDutyConfig config, ObjectMapper json, InstantSource clock) {
        this.keys = new RoutingKeys(config.routingKeys(), config.routingKeyFiles(), config.defaultKey(), clock);
        this.events = new PagerDutyEvents(json);
        String base = config.url().toString();
        this.enqueue = URI.create(base.endsWith("/") ? base : base + "/").resolve("v2/enqueue");
        this.refusedRetry = config.refusedRetry();
        this.trial = config.tryKeys() ? Optional.of(new KeyTrial(caller, json, enqueue)) : Optional.empty();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> destination(Route route) {
        return keys.name(route.pagerDutyService().strip());
    }

    @Override
    public boolean tellsStory() {
        return false;
    }

    @Override
    public Next next(Conversation conversation, Instant now) {
        Incident incident = conversation.incident();
        Map<Integer, Page> pages = Pages.of(conversation.told());
        if (conversation.doubt() == Doubt.SETTLE) {
            return new Next.Believe(Pages.with(conversation.told(), PagePlan.unsettled(incident, pages)));
        }
        List<PagePlan.Step> steps = PagePlan.steps(incident, isRouted(conversation), pages);
        if (steps.isEmpty()) return new Next.Nothing();
        boolean opens = steps.getFirst().act() == PagePlan.Act.TRIGGER;
        if (opens && !incident.mayBeTold(now)) return new Next.Wait(incident.notifyTime());
        return new Next.Do(List.of(operation(conversation, steps.getFirst())));
    }

    private boolean isRouted(Conversation conversation) {
        Route route = conversation.incident().route();
        return route.channels().contains(NAME)
                && destination(route)
                        .filter(conversation.key().destination()::equals)
                        .isPresent();
    }

    private static PagerDutyOperation operation(Conversation conversation, PagePlan.Step step) {
        Incident incident = conversation.incident();
        Budget budget = new Budget("pagerduty " + conversation.key().destination(), Duration.ZERO, 1);
        return new PagerDutyOperation(
                step, incident.id() + "/" + step.reopenCount(), PagerDutyEvents.summary(incident), List.of(budget));
    }

    @Override
    public Outcome send(Conversation conversation, Operation operation, Attempt attempt) {
        PagerDutyOperation event = (PagerDutyOperation) operation;
        Optional<String> key = keys.key(conversation.key().destination());
        if (key.isEmpty()) {
            return new Outcome.Postponed(
                    refusedRetry,
                    "there is no routing key " + conversation.key().destination() + " any more",
                    false);
        }
        String body = events.event(conversation.incident(), event, key.get()).toString();
        HttpRequest request = HttpRequest.newBuilder(enqueue)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return switch (caller.call(request, attempt.deadline())) {
            case Answer.NotSent notSent -> new Outcome.Postponed(null, notSent.reason(), false);
            case Answer.Silence silence -> new Outcome.Unseen(silence.reason());
            case Answer.Received answer -> outcome(answer, event, conversation.told());
        };
    }

    private Outcome outcome(Answer.Received answer, PagerDutyOperation event, Told told) {
        String detail = "HTTP " + answer.status() + " " + Texts.cut(Texts.line(answer.body()), 300);
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Sent(event.dedupKey(), detail, after(told, event.step()));
        }
        if (status == 429) return new Outcome.Postponed(answer.retryAfter().orElse(UNSTATED_WAIT), detail, true);
        if (status >= 500) return new Outcome.Unseen(detail);
        return new Outcome.Refused(detail, told, refusedRetry);
    }

    private static Told after(Told told, PagePlan.Step step) {
        Page page =
                switch (step.act()) {
                    case TRIGGER -> Page.OPEN;
                    case ACKNOWLEDGE -> Page.ACKNOWLEDGED;
                    case RESOLVE -> Page.RESOLVED;
                };
        return Pages.with(told, step.reopenCount(), page);
    }

    @Override
    public Wellbeing probe() {
        if (keys.isEmpty()) return Wellbeing.notSetUp("no routing key is set; what is for PagerDuty goes to the log");
        List<String> problems = new ArrayList<>(keys.problems());
        Map<String, String> facts = new TreeMap<>(Map.of("routing-keys", String.join(", ", keys.names())));
        trial.ifPresent(keyTrial -> problems.addAll(keyTrial.problems(keys, facts)));
        return new Wellbeing(true, problems, facts);
    }
}
