package dev.firstline.ingest.api;

import dev.firstline.ingest.store.Backlog;
import dev.firstline.ingest.store.Outcome;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether there is room for alerts. DOWN in the wellness group only: another replica has no more room, and a process that is out of
 * rotation can't say "come again later".
 */
@Singleton
@Default
@Wellness
class RoomHealth implements HealthCheck {

    private final Backlog backlog;

    RoomHealth(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Outcome.Reason> refusal = backlog.refusal();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("room for alerts").status(refusal.isEmpty());
        refusal.ifPresent(reason -> response.withData("refused", reason.name()));
        return response.build();
    }
}
