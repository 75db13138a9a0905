package dev.firstline.cli.local;

/** Something of the cluster could not be started; the message says why and what to do. */
public final class NotStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotStarted(String message) {
        super(message);
    }

    public NotStarted(String message, Throwable cause) {
        super(message, cause);
    }
}
