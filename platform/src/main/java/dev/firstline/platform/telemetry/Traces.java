package dev.firstline.platform.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries a trace through a table: one trace from the webhook to the Slack message.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class Traces {

    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(String carrier, String key) {
            return TRACEPARENT.equals(key) ? carrier : null;
        }
    };

    private Traces() {}

    /** The running trace as a {@code traceparent}; empty where none runs. */
    public static String current() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        return carrier.getOrDefault(TRACEPARENT, "");
    }

    /** Does something as part of the trace that was written down earlier. */
    public static <T> T continued(String traceparent, Supplier<T> action) {
        if (traceparent.isEmpty()) return action.get();
        try (Scope ignored = parsed(traceparent).makeCurrent()) {
            return action.get();
        }
    }

    private static Context parsed(String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
    }

    /** Does something in a span of its own, which ends with it and records its failure. */
    public static <T> T span(String name, Function<Span, T> action) {
        return span(name, List.of(), action);
    }

    /**
     * The same for something that is done for several traces at once: a span is part of one, and is linked to the others.
     *
     * @param others as {@code traceparent}s
     * @see <a href="https://opentelemetry.io/docs/concepts/signals/traces/#span-links">OpenTelemetry: span links</a>
     */
    public static <T> T span(String name, List<String> others, Function<Span, T> action) {
        SpanBuilder builder = GlobalOpenTelemetry.getTracer("dev.firstline").spanBuilder(name);
        for (String other : others) {
            builder.addLink(Span.fromContext(parsed(other)).getSpanContext());
        }
        Span span = builder.startSpan();
        try (Scope ignored = span.makeCurrent()) {
            return action.apply(span);
        } catch (RuntimeException failure) {
            span.recordException(failure);
            throw failure;
        } finally {
            span.end();
        }
    }
}
