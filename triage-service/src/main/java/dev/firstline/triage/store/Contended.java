package dev.firstline.triage.store;

/** Another transaction wrote the same new alert first: the same work succeeds when it is done again. */
public final class Contended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Contended() {
        super("another transaction wrote the same new alert first", null, false, false);
    }
}
