package dev.firstline.platform.rpc;

import io.grpc.Context;
import io.grpc.Status;
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

    /**
     * Runs the code on a virtual thread, as its caller, and answers with what it returns or throws. It doesn't begin where its caller
     * has hung up or doesn't wait any more; once it has begun, it ends.
     */
    public static <T> Uni<T> of(Supplier<T> code) {
        Context call = Context.current();
        return Uni.createFrom()
                .item(() -> begin(call, code))
                .runSubscriptionOn(task -> Thread.startVirtualThread(call.wrap(task)));
    }

    private static <T> T begin(Context call, Supplier<T> code) {
        if (CallTime.isOver(call)) {
            throw Status.DEADLINE_EXCEEDED
                    .withDescription("nobody waits for it any more; nothing was begun")
                    .asRuntimeException();
        }
        return code.get();
    }
}
