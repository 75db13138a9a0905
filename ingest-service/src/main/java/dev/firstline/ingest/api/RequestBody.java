package dev.firstline.ingest.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Reads a request's body up to a limit, within a time: what is longer is not even kept in memory. */
final class RequestBody {

    /** Who waits for a body. One of these is called, once. */
    interface Reader {

        /** It is there. */
        void whole(byte[] body);

        /** It is known to be longer than the limit. */
        void tooLarge();

        /** It isn't there in time. */
        void tooSlow();

        /** Its sender has left. */
        void cutOff();
    }

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long limit;
    private final Reader reader;
    private final Buffer body = Buffer.buffer();
    private boolean over;
    private long timer = NO_TIMER;

    private RequestBody(Vertx vertx, HttpServerRequest request, long limit, Reader reader) {
        this.vertx = vertx;
        this.request = request;
        this.limit = limit;
        this.reader = reader;
    }

    /**
     * Reads a body. A request comes paused, and is resumed here.
     *
     * @param limit in bytes
     * @param patience for the whole of it: a sender that drips never is idle, and would hold a connection for ever
     */
    static void read(Vertx vertx, HttpServerRequest request, long limit, Duration patience, Reader reader) {
        new RequestBody(vertx, request, limit, reader).read(patience);
    }

    private void read(Duration patience) {
        if (declared() > limit) {
            end(reader::tooLarge);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.handler(this::add);
        request.exceptionHandler(gone -> end(reader::cutOff));
        request.endHandler(end -> end(() -> reader.whole(body.getBytes())));
        request.resume();
        // Most bodies have come with their headers, and need no timer.
        if (!over) timer = vertx.setTimer(patience.toMillis(), late -> end(reader::tooSlow));
    }

    private void add(Buffer chunk) {
        if (over) return;
        if (body.length() + (long) chunk.length() <= limit) body.appendBuffer(chunk);
        else end(reader::tooLarge);
    }

    private void end(Runnable how) {
        if (over) return;
        over = true;
        if (timer != NO_TIMER) vertx.cancelTimer(timer);
        how.run();
    }

    private long declared() {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }
}
