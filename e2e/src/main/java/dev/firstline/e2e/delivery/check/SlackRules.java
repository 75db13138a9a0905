package dev.firstline.e2e.delivery.check;

import dev.firstline.e2e.delivery.check.Facts.Post;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** From the incident to Slack. */
final class SlackRules {

    private static final String CHANNEL = "slack";

    private SlackRules() {}

    static Stream<Violation> oneRootAnIncident(Facts facts) {
        return facts.incidents().stream().flatMap(incident -> {
            long roots = roots(facts, incident).count();
            boolean toBeTold = incident.channels().contains(CHANNEL);
            if (roots > 1) return violation("told twice", incident, roots + " first messages stand in Slack");
            if (roots == 1 && !toBeTold) return violation("told by mistake", incident, "the policy doesn't tell Slack");
            if (roots == 0 && toBeTold && !(incident.endedFirst() && !incident.open())) {
                return violation("not told", incident, "no first message stands in Slack");
            }
            return Stream.empty();
        });
    }

    static Stream<Violation> everyRootShowsTheLastState(Facts facts) {
        return facts.incidents().stream()
                .flatMap(incident -> roots(facts, incident).flatMap(root -> missing(incident, root)));
    }

    private static Stream<Violation> missing(Incident incident, Post root) {
        List<String> missing = FirstMessage.lacks(incident, root.text());
        if (!root.channel().equals(incident.slackChannel())) {
            return violation("wrong channel", incident, "it stands in " + root.channel());
        }
        if (missing.isEmpty()) return Stream.empty();
        return violation(
                "old state",
                incident,
                "its first message lacks " + missing + ": " + root.text().replace('\n', ' '));
    }

    static Stream<Violation> everyLineIsToldOnceAndInOrder(Facts facts) {
        return facts.incidents().stream()
                .flatMap(incident -> roots(facts, incident).flatMap(root -> story(facts, incident, root)));
    }

    private static Stream<Violation> story(Facts facts, Incident incident, Post root) {
        List<Violation> found = new ArrayList<>();
        long told = 0;
        for (Post reply : thread(facts, root)) {
            String lines = reply.firstSeq() + " to " + reply.lastSeq();
            if (reply.firstSeq() > told + 1) {
                found.add(wrong(
                        "line lost or out of order",
                        incident,
                        "lines " + lines + " stand after line " + told + " in its thread"));
            } else if (reply.firstSeq() <= told) {
                found.add(wrong(
                        "line told twice or out of order",
                        incident,
                        "lines " + lines + " stand after line " + told + " in its thread"));
            }
            told = Math.max(told, reply.lastSeq());
        }
        if (told != incident.lastSeq()) {
            found.add(wrong(
                    "story not told to its end",
                    incident,
                    "its thread ends with line " + told + ", its timeline with " + incident.lastSeq()));
        }
        return found.stream();
    }

    static Stream<Violation> nothingStandsOutsideItsThread(Facts facts) {
        return facts.posts().stream()
                .filter(post -> facts.posts().stream()
                        .noneMatch(root -> root.isRoot()
                                && root.firstSeq() == 0
                                && root.incident().equals(post.incident())
                                && (root == post || root.ts().equals(post.thread()))))
                .map(post -> new Violation(
                        "stray message",
                        "message " + post.channel() + " " + post.ts(),
                        "it belongs to no first message of incident " + post.incident()));
    }

    private static Stream<Post> roots(Facts facts, Incident incident) {
        return facts.posts().stream()
                .filter(post ->
                        post.isRoot() && post.firstSeq() == 0 && post.incident().equals(incident.id()));
    }

    private static List<Post> thread(Facts facts, Post root) {
        return facts.posts().stream()
                .filter(post ->
                        post.thread().equals(root.ts()) && post.channel().equals(root.channel()))
                .sorted(Comparator.comparing(Post::ts))
                .toList();
    }

    private static Violation wrong(String rule, Incident incident, String text) {
        return new Violation(rule, "incident " + incident.id(), text);
    }

    private static Stream<Violation> violation(String rule, Incident incident, String text) {
        return Stream.of(wrong(rule, incident, text));
    }
}
