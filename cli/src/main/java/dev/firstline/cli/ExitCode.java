package dev.firstline.cli;

/** How a command ends, for scripts. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;

    /** Not done: there is no such thing, it was refused, or the input file is wrong. */
    public static final int FAILED = 1;

    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    /** A service can't be reached, or can't do it now: the same command may succeed later. */
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
