package dev.firstline.platform.security;

/**
 * The roles that a token's {@code groups} claim may name. Each includes the ones before it, except {@link #SERVICE}, which stands by
 * itself: what a service may do is no matter of rank.
 */
public final class Roles {

    /** Reads. */
    public static final String VIEWER = "viewer";

    /** Acknowledges, decides, resolves, replays, and stops actions. */
    public static final String RESPONDER = "responder";

    /** Says yes or no to planned actions. */
    public static final String APPROVER = "approver";

    /** Everything a person can do. */
    public static final String ADMIN = "admin";

    /** The other services of Firstline, and tools that post events. */
    public static final String SERVICE = "service";

    private Roles() {}
}
