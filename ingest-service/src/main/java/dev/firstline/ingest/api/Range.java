package dev.firstline.ingest.api;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.firstline.platform.rpc.Problem;
import java.time.Instant;

/** The ends of a time range as requests give them. An end that is absent is open. */
final class Range {

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Range() {}

    /** The first time of a range. */
    static Instant from(boolean given, Timestamp time) {
        return given ? instant("accepted_after", time) : Instant.EPOCH;
    }

    /** The time that ends a range, itself no part of it. */
    static Instant until(boolean given, Timestamp time) {
        return given ? instant("accepted_before", time) : LAST;
    }

    private static Instant instant(String field, Timestamp time) {
        if (!Timestamps.isValid(time)) throw Problem.invalid(field, "is not between the years 1 and 9999");
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
