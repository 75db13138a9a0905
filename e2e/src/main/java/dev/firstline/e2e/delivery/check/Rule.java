package dev.firstline.e2e.delivery.check;

import java.util.stream.Stream;

/** Something that must hold. */
@FunctionalInterface
interface Rule {

    /** Everything that breaks it. */
    Stream<Violation> broken(Facts facts);
}
