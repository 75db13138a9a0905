package dev.firstline.platform.configuration;

import dev.firstline.platform.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;

/** Opens configurations that change while the service runs, and looks after them. */
@Singleton
@Default
@Wellness
public class ActiveConfigs implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ActiveConfigs.class);

    /** How soon a changed file is noticed. A ConfigMap in Kubernetes takes a minute by itself. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final List<ActiveConfig<?>> opened = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    public ActiveConfigs(Transactions transactions, InstantSource clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Opens a configuration and takes over what is in force. Call it once a kind, while the service starts.
     *
     * @param kind its name in tables, logs and health
     * @param location a file, or a folder of *.yaml files
     * @param parser a pure function of the files' contents by name; throws {@link ConfigException} with all that is wrong
     * @throws ConfigException where the file is wrong and there is no version in force
     */
    public <T> ActiveConfig<T> open(String kind, Path location, Function<SortedMap<String, String>, T> parser) {
        ActiveConfig<T> config = new ActiveConfig<>(kind, location, parser, transactions, clock);
        config.start();
        meters.gauge(
                "firstline.config.problems",
                List.of(io.micrometer.core.instrument.Tag.of("kind", kind)),
                config,
                known -> known.problems().size());
        opened.add(config);
        if (opened.size() == 1) Thread.ofVirtual().name("active-configs").start(this::lookUntilStopped);
        return config;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void lookUntilStopped() {
        while (!stopping) {
            LockSupport.parkNanos(LOOK.toNanos());
            for (ActiveConfig<?> config : opened) {
                try {
                    config.refresh();
                } catch (RuntimeException | Error failure) {
                    // An Error too: no change would be seen any more.
                    LOG.warnf("%s could not be looked at: %s", config.kind(), failure.getMessage());
                }
            }
        }
    }

    /** DOWN in the wellness group only: a wrong file is to be mended, but the service does its work under the last good one. */
    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("configuration");
        opened.forEach(config -> config.health().forEach(response::withData));
        return response.status(
                        opened.stream().allMatch(config -> config.problems().isEmpty()))
                .build();
    }
}
