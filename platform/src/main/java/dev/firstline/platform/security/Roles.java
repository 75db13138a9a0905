package dev.firstline.platform.security;

/**
 * The roles that a token's {@code groups} claim may name, or {@link Subjects} its subject. Each includes the ones before it, except
 * {@link #SERVICE} and {@link #SENDER}, which stand by themselves: what a service or a tool may do is no matter of rank.
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

    /** The other services of Firstline. */
    public static final String SERVICE = "service";

    /** Other teams' tools that post events, and may do nothing else. */
    public static final String SENDER = "sender";

    private Roles() {}
}
