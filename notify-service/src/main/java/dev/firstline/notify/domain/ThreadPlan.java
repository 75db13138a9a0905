package dev.firstline.notify.domain;

import java.util.ArrayList;
import java.util.List;

/** Decides how a channel with threads tells an incident: one message, edited as it changes, the story in its thread. */
public final class ThreadPlan {

    private ThreadPlan() {}

    /** What can be done next. */
    public enum Step {
        /** Look at the thread, nothing can arrive late any more; take away what is double. */
        SETTLE,
        /** Look whether what nobody saw the end of has arrived. */
        LOOK,
        /** Post the first message. */
        POST,
        /** Bring the first message to the last state. */
        EDIT,
        /** Tell the next lines of the story. */
        REPLY
    }

    /**
     * What can be done now, the preferred first; empty where nothing is left to tell. Edits need no look: done twice, they look
     * the same.
     *
     * @param posted whether the first message is known
     * @param current whether it shows the last state
     * @param linesWait whether lines of the story wait
     * @param doubt how sure all that is
     */
    public static List<Step> steps(boolean posted, boolean current, boolean linesWait, Doubt doubt) {
        if (doubt == Doubt.SETTLE) return List.of(Step.SETTLE);
        if (!posted) return List.of(doubt == Doubt.LOOK ? Step.LOOK : Step.POST);
        List<Step> steps = new ArrayList<>(2);
        if (!current) steps.add(Step.EDIT);
        if (linesWait) steps.add(doubt == Doubt.LOOK ? Step.LOOK : Step.REPLY);
        return steps;
    }
}
