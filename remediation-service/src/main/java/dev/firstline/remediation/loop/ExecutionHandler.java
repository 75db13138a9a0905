package dev.firstline.remediation.loop;

import dev.firstline.platform.duework.DueWork;
import dev.firstline.platform.duework.DueWorkHandler;
import dev.firstline.platform.duework.Result;
import dev.firstline.remediation.config.ExecutionConfig;
import dev.firstline.remediation.store.Kinds;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** Drives executions that are due, each as far as it goes at once. */
@Singleton
public class ExecutionHandler implements DueWorkHandler {

    private static final int CONCURRENCY = 32;

    private final Engine engine;
    private final ExecutionConfig config;
    private final InstantSource clock;

    public ExecutionHandler(Engine engine, ExecutionConfig config, InstantSource clock) {
        this.engine = engine;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Kinds.EXECUTION;
    }

    @Override
    public Duration lease() {
        return config.driveLease();
    }

    @Override
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public Result handle(DueWork work) {
        UUID id = UUID.fromString(work.key());
        long endNanos = System.nanoTime() + lease().dividedBy(2).toNanos();
        while (System.nanoTime() < endNanos) {
            switch (engine.step(id)) {
                case Progress.Go go -> {}
                case Progress.Wait wait -> {
                    return new Result.Again(wait.until());
                }
                case Progress.Over over -> {
                    return Result.done();
                }
            }
        }
        return new Result.Again(clock.instant());
    }
}
