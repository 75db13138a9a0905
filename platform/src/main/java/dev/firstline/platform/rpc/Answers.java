package dev.firstline.platform.rpc;

import io.grpc.Context;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Turns plain blocking code into what the generated services want. The call itself stays on its event loop and only the code moves
 * to a virtual thread. Moved as a whole, as Quarkus 3.31 does it by annotation, the end of a request now and then overtakes its
 * message, and the call fails or hangs.
 *
 * @see <a href="https://github.com/quarkusio/quarkus/pull/55041">Quarkus: half-close race under load</a>
 */
public final class Answers {

    private Answers() {}

    /** Runs the code on a virtual thread, as its caller, and answers with what it returns or throws. */
    public static <T> Uni<T> of(Supplier<T> code) {
        Context call = Context.current();
        return Uni.createFrom().item(code).runSubscriptionOn(task -> Thread.startVirtualThread(call.wrap(task)));
    }
}
