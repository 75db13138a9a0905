package dev.firstline.triage.api;

/** An event can't be folded because of what it holds: it would fail again, and others would not. */
final class Unfoldable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unfoldable(RuntimeException cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
