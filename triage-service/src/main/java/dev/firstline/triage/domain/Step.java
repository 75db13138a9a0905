package dev.firstline.triage.domain;

/**
 * One event and what it did to its alert.
 *
 * @param event the event
 * @param change what it did
 * @param before what the alert was judged to be before; null where it wasn't
 * @param after the alert, folded and judged
 * @param groupKey the group that a new episode belongs to
 */
public record Step(Event event, Change change, Assessment before, AlertState after, String groupKey) {

    /** Whether its alert's incident has to know. */
    public boolean concernsIncident() {
        return switch (change) {
            case Change.Opened opened -> true;
            case Change.Reopened reopened -> true;
            case Change.Ended ended -> true;
            case Change.Ignored ignored -> true;
            case Change.Late late -> late.contradicts() && after.episode() != null;
            case Change.Redelivered redelivered -> redelivered.contradicts() && after.episode() != null;
            case Change.Repeated repeated -> isJudgedAnew();
            case Change.Counted counted -> false;
        };
    }

    /** Whether the alert means something else for customers than before. */
    boolean isJudgedAnew() {
        return after.assessment() != null
                && (before == null || before.impact() != after.assessment().impact());
    }

    AlertVoice voice() {
        return new AlertVoice(after.id(), event.content().name(), event.observed());
    }
}
