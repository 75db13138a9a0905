package dev.firstline.ingest.api;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * The spans {@code firstline.ingest.accept}: from a request's body to its answer, with the attribute {@code firstline.source}. The
 * sender's trace is continued where it sends one, and goes on with the batch.
 */
@Singleton
public class AcceptSpans {

    private static final String NAME = "firstline.ingest.accept";

    private static final TextMapGetter<HttpServerRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServerRequest request) {
            return request.headers().names();
        }

        @Override
        public String get(HttpServerRequest request, String name) {
            return request.getHeader(name);
        }
    };

    private final Tracer tracer;

    public AcceptSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.firstline");
    }

    /** Begins the span of a webhook, which whoever answers it has to end. */
    Span webhook(HttpServerRequest request, String source) {
        Context running = Context.current();
        Context parent = Span.fromContext(running).getSpanContext().isValid()
                ? running
                : W3CTraceContextPropagator.getInstance().extract(running, request, HEADERS);
        return begin(parent, source);
    }

    /** Takes the query out of the server's own span: it may hold the source's secret. */
    static void hideQuery(HttpServerRequest request) {
        if (request.query() != null) Span.current().setAttribute("url.query", "");
    }

    /** Begins the span of a gRPC call, which whoever answers it has to end. */
    Span call(String source) {
        return begin(Context.current(), source);
    }

    private Span begin(Context parent, String source) {
        return tracer.spanBuilder(NAME)
                .setParent(parent)
                .setSpanKind(SpanKind.INTERNAL)
                .setAttribute("firstline.source", source)
                .startSpan();
    }

    /** Ends a span that went wrong. */
    static void failed(Span span, String why) {
        span.setStatus(StatusCode.ERROR, why);
        span.end();
    }

    /**
     * A span as it travels; empty where nothing is traced.
     *
     * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
     */
    static String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        if (!context.isValid()) return "";
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }
}
