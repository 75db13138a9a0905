package dev.firstline.triage.domain;

import java.util.Objects;

/**
 * Where an event stands in the order of its alert's events.
 *
 * @param sourceOrder the source's own order, greater is newer; null where it states none
 * @param batch the place of the event's batch in the order of acceptance
 * @param index the event's index within the batch
 */
public record Position(Long sourceOrder, long batch, int index) {

    /**
     * Whether this is newer than the other: by the source's own order where both state one and they differ, else by place. The
     * clock of no process takes part.
     */
    public boolean isNewerThan(Position other) {
        if (sourceOrder != null && other.sourceOrder != null && !Objects.equals(sourceOrder, other.sourceOrder)) {
            return sourceOrder > other.sourceOrder;
        }
        return batch != other.batch ? batch > other.batch : index > other.index;
    }

    /** Whether both are the place of the same event. */
    public boolean isSamePlace(Position other) {
        return batch == other.batch && index == other.index;
    }
}
