package dev.firstline.triage.domain;

import java.util.Locale;

/**
 * The three answers about an alert, in the customer's terms.
 *
 * @param process what it breaks
 * @param scope whom it concerns
 * @param workaround whether they can get on without us
 */
public record Judgement(Process process, Scope scope, Workaround workaround) {

    /** What of a journey is broken. */
    public enum Process {
        /** All of it. */
        WHOLE,
        /** One step. */
        STEP,
        /** One step that the customer can try again. */
        RETRYABLE_STEP
    }

    /** Which customers. */
    public enum Scope {
        ALL,
        PARTIAL
    }

    /** Whether they can get on. */
    public enum Workaround {
        YES,
        NO,
        UNKNOWN
    }

    /** As a policy writes a word of these: "retryable_step". */
    public static String word(Enum<?> answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }
}
