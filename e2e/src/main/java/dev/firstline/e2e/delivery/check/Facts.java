package dev.firstline.e2e.delivery.check;

import java.util.List;
import java.util.Map;

/**
 * All that is known at the end: what senders, databases and the vendors' journals say.
 *
 * @param sent what the senders know, by fingerprint
 * @param logged how many events ingest's log holds, by fingerprint
 * @param folded the alerts in triage, by fingerprint
 * @param incidents all of triage's
 * @param pages what happened at PagerDuty, oldest first
 * @param posts the messages that stand in Slack, each channel's oldest first
 * @param episodes what alerts went through, with the runs for each
 * @param executions the runbooks' runs
 * @param actions the intents in remediation
 * @param told what executions have said of their actions, as far as it stands on their incidents' timelines
 * @param effects what happened at the targets, oldest first
 * @param deadLetters how many there are, by service
 * @param unfinished due work that was left, in words
 */
public record Facts(
        Map<String, Sent> sent,
        Map<String, Long> logged,
        Map<String, Folded> folded,
        List<Incident> incidents,
        List<Page> pages,
        List<Post> posts,
        List<Episode> episodes,
        List<Execution> executions,
        List<Action> actions,
        List<Told> told,
        List<Effect> effects,
        Map<String, Long> deadLetters,
        List<String> unfinished) {

    public Facts {
        sent = Map.copyOf(sent);
        logged = Map.copyOf(logged);
        folded = Map.copyOf(folded);
        incidents = List.copyOf(incidents);
        pages = List.copyOf(pages);
        posts = List.copyOf(posts);
        episodes = List.copyOf(episodes);
        executions = List.copyOf(executions);
        actions = List.copyOf(actions);
        told = List.copyOf(told);
        effects = List.copyOf(effects);
        deadLetters = Map.copyOf(deadLetters);
        unfinished = List.copyOf(unfinished);
    }

    /**
     * What its sender knows of an alert.
     *
     * @param attempts how often it went out
     * @param acknowledged how often that was acknowledged
     * @param firing the last acknowledged word
     */
    public record Sent(long attempts, long acknowledged, boolean firing) {}

    /**
     * An alert in triage.
     *
     * @param firing whether it fires
     * @param events how many events were folded into it
     * @param late how many came too late to change anything
     * @param incident the incident of its open episode; empty where none is open
     */
    public record Folded(boolean firing, long events, long late, String incident) {}

    /**
     * What happened to a page.
     *
     * @param key its dedup key
     * @param opened true where it was opened, false where it was resolved
     */
    public record Page(String key, boolean opened) {}

    /**
     * A message that stands in Slack.
     *
     * @param channel where
     * @param ts its id, and its order within the channel
     * @param thread its root's ts; empty for what stands in the channel itself
     * @param incident the incident that its metadata names
     * @param text what it says
     * @param firstSeq the first line of the story that it tells; 0 for a root
     * @param lastSeq the last one
     */
    public record Post(
            String channel, String ts, String thread, String incident, String text, long firstSeq, long lastSeq) {
        boolean isRoot() {
            return thread.isEmpty();
        }
    }

    /**
     * One stretch of an alert from firing to resolved.
     *
     * @param id its id
     * @param fingerprint the alert's
     * @param incident where it belongs
     * @param open whether it still fires
     * @param aid what its people have written down for it
     * @param executions how many runs of runbooks there were for it, cancelled ones included
     */
    public record Episode(String id, String fingerprint, String incident, boolean open, Aid aid, long executions) {}

    /** What is written down for an alert. */
    public enum Aid {
        /** The policy starts no runbook for it. */
        NOT_WANTED,
        /** The policy starts one, and none matches. */
        NO_RUNBOOK,
        /** The policy starts one, and one matches. */
        RUNBOOK
    }

    /**
     * A run of a runbook.
     *
     * @param id its id
     * @param state as remediation knows it
     * @param lines how many lines its own story has
     * @param told how many of them triage has put on its timeline
     */
    public record Execution(String id, String state, long lines, long told) {
        boolean isOver() {
            return state.equals("FINISHED") || state.equals("CANCELLED");
        }
    }

    /**
     * An intent to act.
     *
     * @param id as it stands at the target, too
     * @param execution whose it is
     * @param target on what
     * @param state OPEN, STARTED, NOT_DONE, SUCCEEDED, FAILED or UNKNOWN
     */
    public record Action(String id, String execution, String target, String state) {}

    /**
     * A line of an execution's own story that stands on its incident's timeline.
     *
     * @param execution whose story
     * @param kind a stable word
     * @param text what it says
     */
    public record Told(String execution, String kind, String text) {}

    /**
     * Something that happened at a target.
     *
     * @param intent the intent that it carries
     * @param target what it happened to
     */
    public record Effect(String intent, String target) {}
}
