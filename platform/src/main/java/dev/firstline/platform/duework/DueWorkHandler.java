package dev.firstline.platform.duework;

import java.time.Duration;

/**
 * Does one kind of due work. Doing it early, late or twice must do no harm: the receiver applies each version once, a timer
 * evaluates the state anew under lock. Every bean of this type is found by the {@link DueWorkLoop}; two of one kind stop the
 * start.
 */
public interface DueWorkHandler {

    /** The kind that it does; unique within a service. */
    String kind();

    /**
     * Does it, on a virtual thread. An exception counts as a failed attempt: {@link FailureJudge} says what follows.
     *
     * @param work what is due, its lease just begun
     * @return what became of it
     */
    Result handle(DueWork work);

    /** How long nobody else takes the work while this process does it; longer than its longest call's deadline. */
    default Duration lease() {
        return Duration.ofSeconds(5);
    }

    /**
     * Whether work that is at fault itself becomes a dead letter. Only where a person can have it replayed: everything else
     * is tried for ever and raises an alarm, since parking it would leave its key's state untold for good.
     */
    default boolean mayPark() {
        return false;
    }

    /** Whether other work needn't wait for this: all bulk together never takes more than three of four places. */
    default boolean isBulk(DueWork work) {
        return false;
    }

    /** How many a process does at once; at least 2 where some of it is bulk. */
    default int concurrency() {
        return 8;
    }
}
