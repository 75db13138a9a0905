package dev.firstline.notify.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.ThreadTruth.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ThreadTruthTest {

    private static final Optional<String> UNKNOWN = Optional.empty();

    @Test
    void theFirstMessageThatTheTableKnowsStays() {
        ThreadTruth truth = truth(Optional.of("20.0"), 0, List.of(root("10.0"), root("20.0")), Map.of());
        assertThat(truth.root()).contains("20.0");
        assertThat(gone(truth)).containsExactly("10.0");
    }

    @Test
    void elseTheOldestStaysWhateverTheLengthOfItsTime() {
        ThreadTruth truth = truth(UNKNOWN, 0, List.of(root("100.0"), root("20.5")), Map.of());
        assertThat(truth.root()).contains("20.5");
        assertThat(gone(truth)).containsExactly("100.0");
    }

    @Test
    void aKnownFirstMessageStaysAlsoWhereItIsTooOldToBeSeen() {
        ThreadTruth truth = truth(Optional.of("5.0"), 3, List.of(root("10.0")), Map.of());
        assertThat(truth.root()).contains("5.0");
        assertThat(gone(truth)).containsExactly("10.0");
        assertThat(truth.seq()).isEqualTo(3);
    }

    @Test
    void repliesGoBeforeTheirRootAndAreToldAgain() {
        ThreadTruth truth = truth(
                Optional.of("20.0"),
                2,
                List.of(root("10.0"), root("20.0")),
                Map.of("10.0", List.of(reply("11.0", 1, 2)), "20.0", List.of()));
        assertThat(gone(truth)).containsExactly("11.0", "10.0");
        assertThat(truth.seq()).isZero();
    }

    @Test
    void repliesOfADoubleThatTheThreadTellsTooAreNotToldAgain() {
        ThreadTruth truth = truth(
                Optional.of("20.0"),
                2,
                List.of(root("10.0"), root("20.0")),
                Map.of("10.0", List.of(reply("11.0", 1, 2)), "20.0", List.of(reply("21.0", 1, 2))));
        assertThat(gone(truth)).containsExactly("11.0", "10.0");
        assertThat(truth.seq()).isEqualTo(2);
    }

    @Test
    void ofTwoEqualRepliesTheOlderStays() {
        ThreadTruth truth = inThread(2, reply("12.0", 1, 2), reply("11.0", 1, 2));
        assertThat(gone(truth)).containsExactly("12.0");
        assertThat(truth.seq()).isEqualTo(2);
    }

    @Test
    void aReplyWhoseLinesALargerOneTellsGoes() {
        ThreadTruth truth = inThread(4, reply("11.0", 3, 4), reply("12.0", 3, 6));
        assertThat(gone(truth)).containsExactly("11.0");
        assertThat(truth.seq()).isEqualTo(6);
    }

    @Test
    void aReplyWhoseAnswerWasLostIsKnownFromThenOn() {
        assertThat(inThread(2, reply("11.0", 1, 2), reply("12.0", 3, 5)).seq()).isEqualTo(5);
    }

    @Test
    void linesThatSomebodyDeletedAreNotToldAgain() {
        ThreadTruth truth = inThread(5, reply("11.0", 1, 2));
        assertThat(truth.doubles()).isEmpty();
        assertThat(truth.seq()).isEqualTo(5);
    }

    @Test
    void aReplyOutsideItsThreadGoesAndIsToldAgain() {
        ThreadTruth truth =
                ThreadTruth.of(Optional.of("10.0"), 3, List.of(root("10.0")), List.of(reply("15.0", 3, 3)), Map.of());
        assertThat(gone(truth)).containsExactly("15.0");
        assertThat(truth.seq()).isEqualTo(2);
    }

    private static ThreadTruth inThread(long toldSeq, Seen... replies) {
        return truth(Optional.of("10.0"), toldSeq, List.of(root("10.0")), Map.of("10.0", List.of(replies)));
    }

    private static ThreadTruth truth(
            Optional<String> known, long toldSeq, List<Seen> roots, Map<String, List<Seen>> threads) {
        return ThreadTruth.of(known, toldSeq, roots, List.of(), threads);
    }

    private static List<String> gone(ThreadTruth truth) {
        return truth.doubles().stream().map(Seen::ts).toList();
    }

    private static Seen root(String ts) {
        return reply(ts, 0, 0);
    }

    private static Seen reply(String ts, long firstSeq, long lastSeq) {
        return new Seen(ts, UUID.randomUUID(), firstSeq, lastSeq);
    }
}
