package dev.firstline.ingest.api;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the queues can be read. In the wellness group only: webhooks are taken in all the same. */
@Singleton
@Default
@Wellness
class QueueHealth implements HealthCheck {

    private final Queues queues;

    QueueHealth(Queues queues) {
        this.queues = queues;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("queues").up();
        for (QueueWatch watch : queues.watches()) {
            response.withData(watch.source(), watch.failure().orElse("is read"));
            if (watch.failure().isPresent()) response.down();
        }
        return response.build();
    }
}
