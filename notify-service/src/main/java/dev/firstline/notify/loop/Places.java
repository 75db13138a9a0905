package dev.firstline.notify.loop;

import dev.firstline.notify.config.NotifyConfig;
import dev.firstline.notify.domain.ConversationKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bulkheads: so many calls at once to a channel, and to one destination of it. A vendor that hangs takes up its own places, never
 * those of others.
 */
@Singleton
class Places {

    /** A call takes some milliseconds: waiting this long nearly always finds a place where the vendor is well. */
    private static final long PATIENCE_MILLIS = 100;

    private final int perChannel;
    private final int perDestination;
    private final Map<String, Semaphore> channels = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> destinations = new ConcurrentHashMap<>();

    Places(NotifyConfig config) {
        this.perChannel = config.callsPerChannel();
        this.perDestination = config.callsPerDestination();
    }

    /** A place, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A place; empty where there is none soon. */
    Optional<Place> take(ConversationKey key) {
        Semaphore destination = destinations.computeIfAbsent(
                key.channel() + " " + key.destination(), name -> new Semaphore(perDestination));
        Semaphore channel = channels.computeIfAbsent(key.channel(), name -> new Semaphore(perChannel));
        if (!taken(destination)) return Optional.empty();
        if (!taken(channel)) {
            destination.release();
            return Optional.empty();
        }
        return Optional.of(() -> {
            channel.release();
            destination.release();
        });
    }

    private static boolean taken(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
