package dev.firstline.platform.rpc;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Turns plain blocking code into what the generated services want. */
public final class Answers {

    private Answers() {}

    /** Runs the code on the calling (virtual) thread and answers with what it returns or throws. */
    public static <T> Uni<T> of(Supplier<T> code) {
        return Uni.createFrom().item(code);
    }
}
