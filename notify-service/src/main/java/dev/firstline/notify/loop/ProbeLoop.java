package dev.firstline.notify.loop;

import dev.firstline.notify.channel.Channel;
import dev.firstline.notify.channel.Channels;
import dev.firstline.notify.channel.Wellbeing;
import dev.firstline.notify.channel.Wellbeings;
import dev.firstline.notify.config.NotifyConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Tries the channels at the start and now and then: a wrong token is known before the first page, a mended one soon after. */
@Singleton
class ProbeLoop {

    private static final Logger LOG = Logger.getLogger(ProbeLoop.class);

    private final Channels channels;
    private final Wellbeings wellbeings;
    private final MeterRegistry meters;
    private final Duration interval;
    private volatile boolean stopping;
    private Thread thread;

    ProbeLoop(Channels channels, Wellbeings wellbeings, MeterRegistry meters, NotifyConfig config) {
        this.channels = channels;
        this.wellbeings = wellbeings;
        this.meters = meters;
        this.interval = config.probeInterval();
    }

    void start(@Observes StartupEvent event) {
        for (Channel channel : channels.all()) {
            Gauge.builder("firstline.notify.channel.well", () -> isWell(channel.name()))
                    .description("1 where people would be reached through the channel, 0 where not")
                    .tag("channel", channel.name())
                    .register(meters);
        }
        thread = Thread.ofVirtual().name("probe").start(this::probeUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        LockSupport.unpark(thread);
    }

    private void probeUntilStopped() {
        while (!stopping) {
            channels.all().forEach(this::probe);
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    private void probe(Channel channel) {
        try {
            Wellbeing wellbeing = channel.probe();
            Wellbeing before = wellbeings.put(channel.name(), wellbeing);
            if (before != null && before.problems().equals(wellbeing.problems())) return;
            if (!wellbeing.isWell()) {
                LOG.errorf("channel %s: %s", channel.name(), String.join("; ", wellbeing.problems()));
            } else {
                LOG.infof("channel %s: %s", channel.name(), wellbeing.setUp() ? "well" : wellbeing.facts());
            }
        } catch (RuntimeException | Error failure) {
            // An Error too: health would stand still.
            LOG.warnf(failure, "channel %s could not be tried", channel.name());
        }
    }

    private double isWell(String channel) {
        Wellbeing wellbeing = wellbeings.all().get(channel);
        return wellbeing == null || wellbeing.isWell() ? 1 : 0;
    }
}
