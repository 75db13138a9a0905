package dev.firstline.triage.api;

import static dev.firstline.triage.testing.Sender.batch;
import static dev.firstline.triage.testing.Sender.firing;
import static dev.firstline.triage.testing.Sender.nextPlace;
import static dev.firstline.triage.testing.Sender.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.proto.common.v1.Event;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vendors deliver again, and batches are folded in any order: the alert's state must be that of the first deliveries in their order. */
@QuarkusTest
class RedeliveryTest extends TriageStories {

    private record Folded(boolean firing, long counted) {}

    /**
     * A story's words in the order of acceptance; "F1" is a firing of delivery 1, "R2" a resolve of delivery 2. Each order in which
     * they may be folded leads to the same state, and each event is counted once.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            a firing again after it was resolved,              F1 R2 F1,       false
            a resolve again after the next firing,             F1 R2 F3 R2,    true
            a resolve again before anything fired,             R1 F2 R1,       true
            a firing again at once,                            F1 F1 R2,       false
            a firing thrice around a resolve,                  F1 R2 F1 F1,    false
            two deliveries again in turn,                      F1 R2 F1 R2,    false
            two deliveries again and then a third one,         F1 R2 F1 F3,    true
            nothing again,                                     F1 R2 F3,       true
            """)
    void theOrderOfFoldingMakesNoDifference(String why, String story, boolean firing) {
        List<String> words = List.of(story.split(" "));
        for (List<Integer> order : orders(words.size())) {
            String fingerprint = fingerprint(String.join("-", words) + order);
            TreeMap<Integer, Long> places = new TreeMap<>();
            for (int i = 0; i < words.size(); i++) places.put(i, nextPlace());
            for (int i : order) {
                Event event = event(fingerprint, words.get(i), i);
                sender.stub().receiveEvents(batch(places.get(i), Instant.now(), List.of(event)));
            }
            assertThat(folded(fingerprint))
                    .as("folded in the order %s", order)
                    .isEqualTo(new Folded(firing, words.size()));
        }
    }

    /** An alert that never fired belongs to no incident, so the table is asked. */
    private Folded folded(String fingerprint) {
        return transactions.single(
                tx -> tx.first("""
                        select episode_id is not null and episode_ended_time is null as firing, event_count + late_count as counted
                          from alert where fingerprint = $1""", row -> new Folded(row.getBoolean("firing"), row.getLong("counted")), fingerprint)
                        .orElseThrow());
    }

    private Event event(String fingerprint, String word, int payload) {
        Event said = word.startsWith("F")
                ? firing(fingerprint, "PaySome", region)
                : resolved(fingerprint, "PaySome", region);
        return said.toBuilder()
                .setDeliveryId(fingerprint + word.substring(1))
                .setPayloadId("payload-" + payload)
                .build();
    }

    private static List<List<Integer>> orders(int size) {
        List<List<Integer>> orders = List.of(List.of());
        for (int next = 0; next < size; next++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders) {
                for (int at = 0; at <= order.size(); at++) {
                    List<Integer> one = new ArrayList<>(order);
                    one.add(at, next);
                    longer.add(one);
                }
            }
            orders = longer;
        }
        return orders;
    }
}
