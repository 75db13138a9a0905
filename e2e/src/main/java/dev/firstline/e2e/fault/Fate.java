package dev.firstline.e2e.fault;

/** What becomes of a call once the faults have had their say. */
public sealed interface Fate {

    /** It goes on. */
    record Proceed() implements Fate {}

    /** Its connection is closed unanswered. */
    record Drop() implements Fate {}

    /**
     * It is answered with this instead.
     *
     * @param refusal what to answer, its {@code Retry-After} settled
     */
    record Answer(Act.Refusal refusal) implements Fate {}
}
