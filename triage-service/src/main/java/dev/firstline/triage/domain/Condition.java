package dev.firstline.triage.domain;

/** A question to the facts, compiled from a policy's text. */
public interface Condition {

    /** What the answer is. */
    sealed interface Answer {

        /** It holds. */
        record Yes() implements Answer {}

        /** It does not hold, or asks for a label that the alert hasn't got. */
        record No() implements Answer {}

        /** It can't be answered. */
        record Failed(String why) implements Answer {}
    }

    /** Asks. Never throws for what the facts hold. */
    Answer ask(Facts facts);

    /** Turns a policy's text into a condition. */
    interface Compiler {

        /**
         * @throws IllegalArgumentException that says what is wrong with the text and what would be right
         */
        Condition compile(String text);
    }
}
