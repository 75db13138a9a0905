package dev.firstline.remediation.domain;

import java.util.List;
import java.util.stream.Collectors;

/** What the guards' answers come to. */
public sealed interface Ruling {

    /** Act. */
    record Act() implements Ruling {}

    /** Everything but a person's yes is there: ask for it. */
    record AskPerson() implements Ruling {}

    /** The mode only watches. */
    record WouldAct(String reason) implements Ruling {}

    /** Don't. */
    record Stop(String reason) implements Ruling {}

    /** The alert has ended, or a person has resolved its incident. */
    record Unwanted(String reason) implements Ruling {}

    /** The first guard: its "no" ends the execution without a verdict. */
    String STILL_FIRING = "still-firing";

    /** The mode's guard: its "no" is not a danger, it is what the runbook is set to. */
    String MODE = "mode";

    /** The person's guard: its "no" may only mean "not yet". */
    String APPROVAL = "approval";

    /** Adds the answers up. */
    static Ruling of(List<GuardAnswer> answers, boolean saidYesBefore) {
        List<GuardAnswer> stopping =
                answers.stream().filter(answer -> !answer.passed()).toList();
        if (stopping.isEmpty()) return new Act();
        for (GuardAnswer answer : stopping) {
            if (answer.guard().equals(STILL_FIRING)) return new Unwanted(answer.reason());
        }
        List<GuardAnswer> serious = stopping.stream()
                .filter(answer -> !answer.guard().equals(MODE))
                .filter(answer -> saidYesBefore || !answer.guard().equals(APPROVAL))
                .toList();
        if (!serious.isEmpty()) return new Stop(inWords(serious));
        boolean observes = stopping.stream().anyMatch(answer -> answer.guard().equals(MODE));
        return observes ? new WouldAct(inWords(stopping)) : new AskPerson();
    }

    private static String inWords(List<GuardAnswer> answers) {
        return answers.stream()
                .map(answer -> answer.guard() + ": " + answer.reason())
                .collect(Collectors.joining("; "));
    }
}
