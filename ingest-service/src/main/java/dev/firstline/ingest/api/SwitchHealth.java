package dev.firstline.ingest.api;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.store.SwitchStore;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether somebody outside would notice that Firstline is dead. DOWN in the wellness group only. */
@Singleton
@Default
@Wellness
class SwitchHealth implements HealthCheck {

    private final SwitchStore rounds;
    private final IngestConfig.DeadMansSwitch config;
    private final InstantSource clock;

    SwitchHealth(SwitchStore rounds, IngestConfig config, InstantSource clock) {
        this.rounds = rounds;
        this.config = config.deadMansSwitch();
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("dead man's switch");
        if (config.url().isEmpty()) return response.up().withData("url", "none").build();
        Optional<String> complaint =
                rounds.last().flatMap(round -> round.complaint(config.interval(), config.patience(), clock.instant()));
        complaint.ifPresent(why -> response.withData("problem", why));
        return response.status(complaint.isEmpty()).build();
    }
}
