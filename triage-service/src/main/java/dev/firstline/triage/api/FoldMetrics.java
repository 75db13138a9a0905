package dev.firstline.triage.api;

import dev.firstline.triage.domain.Change;
import dev.firstline.triage.domain.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What folding counts. Labels come from a closed set. */
@Singleton
public class FoldMetrics {

    private enum Result {
        OPENED,
        REOPENED,
        ENDED,
        REPEATED,
        COUNTED,
        IGNORED,
        LATE,
        DUPLICATE,
        DEAD_LETTER
    }

    private final Map<Result, Counter> counters = new EnumMap<>(Result.class);
    private final Timer assessing;

    public FoldMetrics(MeterRegistry meters) {
        for (Result result : Result.values()) {
            counters.put(
                    result,
                    meters.counter(
                            "firstline.triage.events", "result", result.name().toLowerCase(Locale.ROOT)));
        }
        assessing = meters.timer("firstline.triage.assess");
    }

    void timeAssessing(Runnable work) {
        assessing.record(work);
    }

    void folded(List<Step> steps) {
        for (Step step : steps) counters.get(result(step.change())).increment();
    }

    void deadLetter() {
        counters.get(Result.DEAD_LETTER).increment();
    }

    private static Result result(Change change) {
        return switch (change) {
            case Change.Opened opened -> Result.OPENED;
            case Change.Reopened reopened -> Result.REOPENED;
            case Change.Ended ended -> Result.ENDED;
            case Change.Repeated repeated -> Result.REPEATED;
            case Change.Counted counted -> Result.COUNTED;
            case Change.Ignored ignored -> Result.IGNORED;
            case Change.Late late -> Result.LATE;
            case Change.Redelivered redelivered -> Result.DUPLICATE;
        };
    }
}
