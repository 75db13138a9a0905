package dev.firstline.ingest.api;

/** Why a request is refused; nothing of it is stored. */
enum Refusal {
    UNKNOWN_SOURCE(404),
    ADDRESS_NOT_ALLOWED(403),
    WRONG_SECRET(401),
    TOO_LARGE(413),
    TOO_SLOW(408),
    UNKNOWN_ENCODING(415),
    BROKEN_ENCODING(400),
    FAILED(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The HTTP status that says so. */
    int status() {
        return status;
    }
}
