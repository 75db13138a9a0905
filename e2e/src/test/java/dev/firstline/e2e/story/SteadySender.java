package dev.firstline.e2e.story;

import dev.firstline.cli.local.ServiceName;
import dev.firstline.cli.local.ServiceProcess;
import dev.firstline.e2e.bed.Alert;
import dev.firstline.e2e.bed.TestBed;
import dev.firstline.e2e.bed.Webhook;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one alert after the other, each about something of its own, and resolves some of them later. Knows all replicas of ingest, and
 * repeats once on the next one what was refused or reset.
 */
final class SteadySender implements Runnable {

    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** Every so many alerts one is about a deployment that wants first aid, and one begins that ends again. */
    private static final int RESTART_EVERY = 100;

    private static final int RESOLVE_EVERY = 10;

    /** So many alerts that end fire at a time. */
    private static final int RESOLVE_LATER = 5;

    private final List<Webhook> replicas = new ArrayList<>();
    private final List<String> deployments;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> accepted = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> resolved = new HashSet<>();
    private final List<String> restarted = new ArrayList<>();
    private final Deque<Alert> toResolve = new ArrayDeque<>();
    private int sent;

    /** @param deployments what may want first aid, each once */
    SteadySender(TestBed bed, List<String> deployments) {
        this.deployments = deployments;
        String secret = bed.cluster().secrets().source("prometheus");
        for (ServiceProcess replica : bed.cluster().replicas(ServiceName.INGEST)) {
            replicas.add(new Webhook(replica.address().resolve("/v1/sources/prometheus"), secret));
        }
    }

    /** Ends after what is being sent just now. */
    void stop() {
        stopped.set(true);
    }

    /** Answers that should not have been, in words. */
    List<String> wrong() {
        return wrong;
    }

    /** How often an alert was accepted, by fingerprint. */
    Map<String, Integer> accepted() {
        return accepted;
    }

    /** The alerts of which something was sent twice, and may have been accepted twice. */
    Set<String> repeated() {
        return repeated;
    }

    /** The alerts whose last accepted word is that they are over. */
    Set<String> resolved() {
        return resolved;
    }

    /** The deployments that wanted first aid. */
    List<String> restarted() {
        return restarted;
    }

    @Override
    public void run() {
        for (int number = 0; !stopped.get(); number++) {
            Alert alert = Alert.of("PaymentErrors", "checkout", "critical").label("pod", "checkout-" + number);
            boolean taken = send(alert, true);
            // What was sent twice may arrive once more, and later than its end would.
            if (number % RESOLVE_EVERY == 1 && taken && !repeated.contains(alert.fingerprint())) toResolve.add(alert);
            if (toResolve.size() > RESOLVE_LATER) resolve(toResolve.remove());
            if (number % RESTART_EVERY == 1 && restarted.size() < deployments.size()) restart();
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void resolve(Alert alert) {
        if (send(alert, false)) resolved.add(alert.fingerprint());
    }

    private void restart() {
        String deployment = deployments.get(restarted.size());
        restarted.add(deployment);
        send(Alert.of("Restart", "search", "critical").label("deployment", deployment), true);
    }

    private boolean send(Alert alert, boolean firing) {
        Webhook first = replicas.get(sent % replicas.size());
        Webhook second = replicas.get(++sent % replicas.size());
        String answer = answer(alert, Webhook.body(firing, List.of(alert)), first, second);
        boolean taken = answer.startsWith("2");
        if (taken) accepted.merge(alert.fingerprint(), 1, Integer::sum);
        else wrong.add("message " + sent + " about " + alert.labels() + ": " + answer);
        return taken;
    }

    private String answer(Alert alert, String body, Webhook first, Webhook second) {
        try {
            return Integer.toString(first.post(body).statusCode());
        } catch (UncheckedIOException refusedOrReset) {
            repeated.add(alert.fingerprint());
            return repeat(second, body, refusedOrReset);
        }
    }

    private static String repeat(Webhook second, String body, UncheckedIOException first) {
        try {
            return Integer.toString(second.post(body).statusCode());
        } catch (UncheckedIOException refusedByBoth) {
            return "neither replica took it: " + first.getMessage() + "; " + refusedByBoth.getMessage();
        }
    }
}
