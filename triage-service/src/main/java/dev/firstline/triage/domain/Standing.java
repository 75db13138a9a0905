package dev.firstline.triage.domain;

/**
 * Where an event stands among the copies of its vendor's delivery. A vendor that saw no answer delivers again; both payloads are
 * accepted, each at a place of its own, and may be folded in either order.
 *
 * <p>The rule: a delivery stands at the place where it was first accepted, and its copies do nothing but count. An alert's state is
 * then the same whichever was folded first. Where a copy came first, its original takes it back to the earlier place, and the newest
 * statement that stands between the two, which was passed over or overturned, is folded again.
 */
public sealed interface Standing {

    /** For an event whose delivery is known from nowhere else, or that names none. */
    Standing ONLY = new Only();

    /** No copy is known. */
    record Only() implements Standing {}

    /** The same delivery stands at an earlier place. */
    record Copy() implements Standing {}

    /**
     * A copy of it was folded before it.
     *
     * @param copy where the copy stood
     * @param newest the newest statement about the alert, when each delivery stands where it was first accepted; may be this very
     *     event
     */
    record Original(Position copy, Event newest) implements Standing {}
}
