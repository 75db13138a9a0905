package dev.firstline.remediation.domain;

/** Somewhere that can be asked, read only. Blocks for a bounded time, on a virtual thread. */
public interface Connector {

    /** What a measurement brought. */
    sealed interface Measured {

        /** This. */
        record Rows(QueryResult result) implements Measured {}

        /** The question is refused: asking again would bring the same. */
        record Refused(String reason) implements Measured {}

        /** Nobody answered: try again. */
        record Away(String reason) implements Measured {}
    }

    /** Asks it an expression whose placeholders are filled in. */
    Measured ask(String expression);
}
