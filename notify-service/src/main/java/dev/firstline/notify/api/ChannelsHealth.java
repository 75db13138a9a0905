package dev.firstline.notify.api;

import dev.firstline.notify.channel.Strangers;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.Wellbeings;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether people would be reached. DOWN in the wellness group only (/q/health/well, and so in /q/health): a wrong token has to be
 * seen, and is no reason to take a service out of rotation that still reaches people by other channels.
 */
@Singleton
@Default
@Wellness
class ChannelsHealth implements HealthCheck {

    private final Wellbeings wellbeings;
    private final Strangers strangers;

    ChannelsHealth(Wellbeings wellbeings, Strangers strangers) {
        this.wellbeings = wellbeings;
        this.strangers = strangers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("channels");
        boolean well = true;
        Map<String, Wellbeing> all = new TreeMap<>(strangers.all());
        all.putAll(wellbeings.all());
        for (Map.Entry<String, Wellbeing> channel : all.entrySet()) {
            Wellbeing wellbeing = channel.getValue();
            well &= wellbeing.isWell();
            response.withData(channel.getKey(), word(wellbeing));
            wellbeing.facts().forEach((name, value) -> response.withData(channel.getKey() + "." + name, value));
        }
        return response.status(well).build();
    }

    private static String word(Wellbeing wellbeing) {
        if (!wellbeing.isWell()) return String.join("; ", wellbeing.problems());
        return wellbeing.setUp() ? "well" : "not set up";
    }
}
