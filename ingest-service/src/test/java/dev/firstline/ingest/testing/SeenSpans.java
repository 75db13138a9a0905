package dev.firstline.ingest.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The spans that ended, where telemetry is on. */
@Singleton
public class SeenSpans implements SpanProcessor {

    private final List<ReadableSpan> ended = new CopyOnWriteArrayList<>();

    /** All of them, oldest first. */
    public List<ReadableSpan> all() {
        return List.copyOf(ended);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(span);
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
