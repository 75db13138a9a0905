package dev.firstline.triage.domain;

import dev.firstline.triage.domain.IncidentHead.Course;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the response to an incident has come.
 *
 * @param phase where it stands
 * @param course when what happened, and by whom
 * @param reopenCount how often the incident was reopened
 */
record Progress(Phase phase, Course course, int reopenCount) {

    /** The incident begins. */
    static Progress from(Instant started) {
        return new Progress(Phase.DETECTED, new Course(started, null, "", null, ""), 0);
    }

    boolean isOpen() {
        return course.resolved() == null;
    }

    /** Whether a person's resolve holds. */
    boolean isHeldByPerson() {
        return !isOpen() && !course.resolvedBy().isEmpty();
    }

    /** Whether the incident ended so lately that a firing belongs to it still. */
    boolean endedWithin(Duration window, Instant at) {
        return !isOpen() && Duration.between(course.resolved(), at).compareTo(window) <= 0;
    }

    boolean isAcknowledged() {
        return course.acknowledged() != null;
    }

    /** A person looks after it. */
    Progress acknowledged(String actor, Instant at) {
        Course newest = new Course(course.started(), at, actor, course.resolved(), course.resolvedBy());
        return new Progress(phase, newest, reopenCount).forward(Phase.INVESTIGATING);
    }

    /** It has come this far; it never goes back, nor on once it has ended. */
    Progress forward(Phase reached) {
        return isOpen() && phase.compareTo(reached) < 0 ? new Progress(reached, course, reopenCount) : this;
    }

    /** @param actor the person who said so; empty where the alerts ended by themselves */
    Progress ended(String actor, Instant at) {
        Course newest = new Course(course.started(), course.acknowledged(), course.acknowledgedBy(), at, actor);
        return new Progress(Phase.RESOLVED, newest, reopenCount);
    }

    /** It begins anew: nobody looks after it. */
    Progress reopened() {
        return new Progress(Phase.DETECTED, new Course(course.started(), null, "", null, ""), reopenCount + 1);
    }
}
