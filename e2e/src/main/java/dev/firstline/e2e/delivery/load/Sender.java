package dev.firstline.e2e.delivery.load;

import dev.firstline.e2e.delivery.plan.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * An Alertmanager: says what its script says, and repeats each message to either address until it is acknowledged. It waits for an answer
 * longer than any process is paused: a request that a paused process still holds must not be overtaken by the next one.
 */
final class Sender {

    private static final int SHORTEST_REST_MILLIS = 50;

    /**
     * How a sender sends.
     *
     * @param addresses where each message may go
     * @param secret the source's
     * @param patience how long an answer is waited for; longer than the longest pause
     * @param longestRest between two messages, and before a repetition
     */
    record Manner(List<URI> addresses, String secret, Duration patience, Duration longestRest) {
        Manner {
            addresses = List.copyOf(addresses);
        }
    }

    private final Manner manner;
    private final Ledger ledger;
    private final Pace pace;
    private final Random chance;
    private final HttpClient http;

    Sender(Manner manner, Ledger ledger, Pace pace, Random chance) {
        this.manner = manner;
        this.ledger = ledger;
        this.pace = pace;
        this.chance = chance;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(manner.patience())
                .build();
    }

    /** Says all of it; returns when the last message was acknowledged. */
    void say(List<Message> script) throws InterruptedException {
        for (int said = 0; said < script.size(); said++) {
            pace.await((double) said / script.size());
            rest();
            say(script.get(said));
        }
    }

    private void say(Message message) throws InterruptedException {
        int address = chance.nextInt(manner.addresses().size());
        while (!isAcknowledged(message, manner.addresses().get(address))) {
            address = (address + 1) % manner.addresses().size();
            rest();
        }
        ledger.acknowledged(message);
    }

    private boolean isAcknowledged(Message message, URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(manner.patience())
                .header("Authorization", "Bearer " + manner.secret())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Alertmanager/0.31.1")
                .POST(HttpRequest.BodyPublishers.ofString(message.body()))
                .build();
        ledger.sends(message);
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            // What will never be taken is a mistake of the story: repeated for ever, it would only look like a hang.
            if (status >= 400 && status < 500 && status != 429) {
                throw new IllegalStateException("ingest refuses a webhook of the plan with " + status);
            }
            return status >= 200 && status < 300;
        } catch (IOException unanswered) {
            return false;
        }
    }

    private void rest() throws InterruptedException {
        int most = (int) manner.longestRest().toMillis();
        Thread.sleep(SHORTEST_REST_MILLIS + chance.nextInt(Math.max(1, most - SHORTEST_REST_MILLIS)));
    }
}
