package dev.firstline.ingest.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads a request's body up to a limit: what is longer is not even kept in memory. */
final class RequestBody {

    private final HttpServerRequest request;
    private final long limit;
    private Buffer body = Buffer.buffer();
    private boolean tooLarge;

    private RequestBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * Reads a body. A request comes paused, and is resumed here.
     *
     * @param whole takes the body once it is there
     * @param beyond is called once, as soon as the body is known to be longer than the limit
     */
    static void read(HttpServerRequest request, long limit, Consumer<byte[]> whole, Runnable beyond) {
        RequestBody reader = new RequestBody(request, limit);
        if (declared(request) > limit) {
            reader.tooLarge = true;
            beyond.run();
        } else if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.handler(chunk -> reader.add(chunk, beyond));
        request.endHandler(end -> {
            if (!reader.tooLarge) whole.accept(reader.body.getBytes());
        });
        request.resume();
    }

    private void add(Buffer chunk, Runnable beyond) {
        if (tooLarge) return;
        if (body.length() + (long) chunk.length() <= limit) {
            body.appendBuffer(chunk);
            return;
        }
        tooLarge = true;
        body = null;
        beyond.run();
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }
}
