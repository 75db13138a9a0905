package dev.firstline.e2e.fault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of one stand-in. The first one armed that concerns a call strikes it, at most one a moment. */
public final class Faults {
    private final InstantSource clock;
    private final List<ArmedFault> armed = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** None yet; {@code clock} tells when a fault that lasts for a time is over. */
    public Faults(InstantSource clock) {
        this.clock = clock;
    }

    /** Puts a fault in force. */
    public ArmedFault arm(Fault fault) {
        ArmedFault added = new ArmedFault("fault-" + numbers.incrementAndGet(), fault, clock.instant());
        armed.add(added);
        return added;
    }

    /** Stops the calls of a kind at a moment until the release; short for arming {@link Fault.Which#held}. */
    public ArmedFault hold(String kindOrTarget, Moment moment) {
        return arm(Fault.on(kindOrTarget).held(moment));
    }

    /** Takes a fault out of force and lets go of what it holds. */
    public void disarm(ArmedFault fault) {
        armed.remove(fault);
        fault.release();
    }

    /** Takes all faults out of force. */
    public void clear() {
        List.copyOf(armed).forEach(this::disarm);
    }

    /** The faults in force, and those that are used up. */
    public List<ArmedFault> armed() {
        return List.copyOf(armed);
    }

    /** The one with this id. */
    public Optional<ArmedFault> find(String id) {
        return armed.stream().filter(fault -> fault.id().equals(id)).findFirst();
    }

    /**
     * Lets a call meet its fault: blocks for as long as the fault delays or holds it.
     *
     * @throws InterruptedException when the stand-in closes meanwhile
     */
    public Fate meet(Moment moment, Call call) throws InterruptedException {
        for (ArmedFault fault : armed) {
            if (fault.strikes(moment, call, clock.instant())) return suffer(fault);
        }
        return new Fate.Proceed();
    }

    private Fate suffer(ArmedFault fault) throws InterruptedException {
        return switch (fault.fault().act()) {
            case Act.RateLimit limit -> new Fate.Answer(new Act.RateLimit(seconds(limit, fault)));
            case Act.Refusal refusal -> new Fate.Answer(refusal);
            case Act.Close close -> new Fate.Drop();
            case Act.Hold hold -> {
                fault.hold();
                yield hold.dropping() ? new Fate.Drop() : new Fate.Proceed();
            }
            case Act.Delay delay -> {
                Thread.sleep(delay.by());
                yield new Fate.Proceed();
            }
        };
    }

    private int seconds(Act.RateLimit limit, ArmedFault fault) {
        if (limit.retryAfterSeconds() > 0) return limit.retryAfterSeconds();
        long millis = fault.remaining(clock.instant()).map(Duration::toMillis).orElse(1000L);
        return (int) Math.max(1, Math.ceilDiv(millis, 1000));
    }
}
