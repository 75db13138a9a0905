package dev.firstline.remediation.store;

/** The kinds of due work of this service. */
public final class Kinds {

    /** Drives an execution; the key is its id. */
    public static final String EXECUTION = "execution";

    /** Tells triage of an execution; the key is its id. */
    public static final String TRIAGE = "triage.execution";

    /** What triage tells of an episode, in {@code applied}. */
    public static final String EPISODE = "episode";

    private Kinds() {}
}
