package dev.firstline.e2e.delivery.check;

import java.util.List;

/** Holds the facts against everything that must hold. */
public final class Checker {

    private static final List<Rule> RULES = List.of(
            AlertRules::everyAcknowledgedAlertIsInTheLog,
            AlertRules::everyLoggedEventIsFoldedOnce,
            AlertRules::everyAlertIsInTheStateThatWasSentLast,
            AlertRules::everyFiringAlertIsInAnOpenIncident,
            IncidentRules::anIncidentIsOpenWhileAnAlertFires,
            IncidentRules::everyTimelineIsUnbroken,
            PageRules::everyIncidentThatPagesWasTriggeredOrEndedFirst,
            PageRules::everyOpenIncidentThatPagesHasItsPageOpen,
            PageRules::noPageIsOpenWithoutItsIncident,
            SlackRules::oneRootAnIncident,
            SlackRules::everyRootShowsTheLastState,
            SlackRules::everyLineIsToldOnceAndInOrder,
            SlackRules::nothingStandsOutsideItsThread,
            AidRules::everyEpisodeHasItsExecutionOrItsTimelineSaysWhyNot,
            ActionRules::everyExecutionIsOverAndTold,
            ActionRules::whatWasDoneIsWhatIsKnown,
            ActionRules::nothingHappenedThatNobodyMeant,
            RestRules::noDeadLetter,
            RestRules::nothingIsLeftToDo);

    private Checker() {}

    /** Everything that is wrong; empty where all is well. */
    public static List<Violation> check(Facts facts) {
        return RULES.stream().flatMap(rule -> rule.broken(facts)).toList();
    }
}
