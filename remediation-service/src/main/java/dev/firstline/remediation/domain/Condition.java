package dev.firstline.remediation.domain;

import java.util.Map;

/** A yes-or-no question to an alert and to what was measured. */
public interface Condition {

    /** As it stands in the runbook. */
    String text();

    /** What came out. */
    sealed interface Answer {

        /** It holds, or it doesn't. */
        record Is(boolean holds) implements Answer {}

        /** It can't be said: a label that the alert doesn't have, a wrong type. */
        record CannotSay(String reason) implements Answer {}
    }

    /** Asks it. */
    Answer ask(Map<String, Object> variables);
}
