package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.EventStatus;
import dev.firstline.ingest.domain.Fingerprint;
import dev.firstline.ingest.domain.Link;
import dev.firstline.ingest.domain.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An issue of Sentry, told by the issue itself or by an alert rule about one of its events.
 *
 * <p>{@code resolved} and {@code archived} (also {@code ignored}) are the end; an archived issue that escalates comes back as
 * {@code unresolved}. An alert rule has no end of its own: the issue's webhook is it. The tag {@code user} becomes no label, since
 * labels reach chats.
 *
 * @see <a href="https://docs.sentry.io/organization/integrations/integration-platform/webhooks/issues/">Issues</a>
 * @see <a href="https://docs.sentry.io/organization/integrations/integration-platform/webhooks/issue-alerts/">Issue Alerts</a>
 */
final class SentryIssue {

    private static final Pattern ISSUE_IN_ADDRESS = Pattern.compile("/issues/(\\d+)(/|$)");
    private static final Pattern PROJECT_IN_ADDRESS = Pattern.compile("/projects/[^/]+/([^/]+)/");

    private SentryIssue() {}

    static Reading ofIssue(Fields root, Fields data, Draft draft) {
        Fields issue = data.object("issue");
        String id = Text.firstOf(issue.word("id"), idIn(issue.text("url")), idIn(issue.text("web_url")));
        if (id.isEmpty()) return new Reading.Unreadable("data.issue has no id");
        draft.fingerprint = id;
        draft.status = status(root, issue);
        String project = Text.firstOf(issue.object("project").text("slug"), projectIn(issue.text("project_url")));
        labels(draft, issue, project);
        draft.label("issue", issue.text("shortId"));
        draft.label("priority", issue.text("priority"));
        draft.severity(issue.text("level"));
        draft.entitle(issue.text("title"), issue.object("metadata").text("value"), issue.text("culprit"));
        draft.description = issue.object("metadata").text("value");
        draft.startedTime = issue.moment("firstSeen");
        draft.occurrences = issue.has("count") ? issue.number("count") : OptionalLong.empty();
        draft.link(Link.Kind.SOURCE, issue, issue.has("web_url") ? "web_url" : "permalink");
        draft.placeByLabels(project);
        return new Reading.Read(List.of(draft.event()));
    }

    private static EventStatus status(Fields root, Fields issue) {
        Optional<EventStatus> said = status(root.text("action")).or(() -> status(issue.text("status")));
        if (said.isEmpty())
            root.reasons().add("neither action nor data.issue.status says anything known; firing was taken");
        return said.orElse(EventStatus.FIRING);
    }

    /** {@code assigned} says nothing about it: the issue's own status does. */
    private static Optional<EventStatus> status(String word) {
        return switch (word) {
            case "created", "unresolved", "triggered" -> Optional.of(EventStatus.FIRING);
            case "resolved", "archived", "ignored" -> Optional.of(EventStatus.RESOLVED);
            default -> Optional.empty();
        };
    }

    static Reading ofEvent(Fields data, Draft draft) {
        Fields event = data.object("event");
        String project = projectIn(event.text("url"));
        String id = Text.firstOf(event.word("issue_id"), idIn(event.text("issue_url")), idIn(event.text("web_url")));
        List<String> hashes = event.words("hashes");
        if (id.isEmpty() && hashes.isEmpty()) return new Reading.Unreadable("data.event has no issue_id and no hashes");
        if (id.isEmpty()) draft.reasons.add("data.event.issue_id is missing; a hash over project and hashes was used");
        draft.fingerprint = id.isEmpty() ? Fingerprint.of(project, String.join(",", hashes)) : id;
        labels(draft, event, project);
        draft.label("alert_rule", data.text("triggered_rule"));
        draft.label("environment", event.text("environment"));
        draft.label("release", event.word("release"));
        draft.severity(event.text("level"));
        draft.entitle(event.text("title"), event.object("metadata").text("value"), event.text("culprit"));
        draft.description =
                Text.firstOf(event.text("message"), event.object("metadata").text("value"));
        draft.startedTime = event.moment("datetime");
        draft.link(Link.Kind.SOURCE, event, "web_url");
        draft.placeByLabels(project);
        return new Reading.Read(List.of(draft.event()));
    }

    private static void labels(Draft draft, Fields about, String project) {
        draft.label("project", project);
        draft.label("level", about.text("level"));
        draft.label("platform", about.text("platform"));
        draft.label("culprit", about.text("culprit"));
        draft.label("exception", about.object("metadata").text("type"));
        about.pairs("tags").forEach((name, value) -> {
            if (!name.equals("user") && !name.startsWith("user.")) draft.label(name, value);
        });
    }

    private static String idIn(String address) {
        Matcher matcher = ISSUE_IN_ADDRESS.matcher(address);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String projectIn(String address) {
        Matcher matcher = PROJECT_IN_ADDRESS.matcher(address);
        return matcher.find() ? matcher.group(1) : "";
    }
}
