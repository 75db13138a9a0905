package dev.firstline.remediation.domain;

/** A check that can stop an action before it touches anything. */
public interface Guard {

    /** Its name in answers, on the timeline and in metrics. */
    String name();

    /** Asks it. Everything that it looks at was read under lock. */
    GuardAnswer ask(GuardFacts facts);
}
