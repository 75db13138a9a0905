package dev.firstline.platform.database;

/** The database did not answer. What was asked for may or may not have happened. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(Throwable cause) {
        super("the database did not answer: " + cause, cause);
    }
}
