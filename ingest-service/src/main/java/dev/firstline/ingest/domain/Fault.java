package dev.firstline.ingest.domain;

import java.util.Arrays;

/** An exception as the log may tell it: its message may quote a payload, so only its kind and its place are told. */
public final class Fault {

    private static final String OURS = "dev.firstline.";

    private Fault() {}

    /** The kinds of an exception and its causes, and where in our own code the first of them came up. */
    public static String of(Throwable failure) {
        StringBuilder told = new StringBuilder(failure.getClass().getName());
        Throwable cause = failure.getCause();
        for (int i = 0; cause != null && i < 5; i++, cause = cause.getCause()) {
            told.append(", caused by ").append(cause.getClass().getName());
        }
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> told.append(" at ").append(frame))
                .orElse(told)
                .toString();
    }
}
