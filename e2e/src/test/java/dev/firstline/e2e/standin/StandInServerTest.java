package dev.firstline.e2e.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstline.e2e.fault.ArmedFault;
import dev.firstline.e2e.fault.Fault;
import dev.firstline.e2e.fault.Moment;
import dev.firstline.e2e.standin.JournalEntry.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final SetClock clock = new SetClock();
    private StandInServer server;
    private Wire wire;
    private Path file;

    @BeforeEach
    void start(@TempDir Path folder) {
        file = folder.resolve("journals").resolve("counting.jsonl");
        server = StandInServer.start(
                new CountingVendor(), Setup.anyPort().clock(clock).journal(file));
        wire = new Wire(server.baseUrl(), Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void journalTellsRequestEffectAndAnswerInThisOrderAndTheFileSaysTheSame() throws Exception {
        wire.post("/up", body("first"));

        List<JournalEntry> entries = server.journal().entries();
        assertThat(entries).extracting(JournalEntry::line).containsExactly(Line.REQUEST, Line.EFFECT, Line.ANSWER);
        assertThat(entries).extracting(JournalEntry::request).containsOnly(1L);
        assertThat(entries.getFirst().content()).isEqualTo(body("first"));
        assertThat(entries.getLast().content().at("/body/count").asInt()).isEqualTo(1);
        assertThat(Journal.read(file)).isEqualTo(entries);
    }

    @Test
    void journalFileWhoseLastLineWasCutOffIsReadWithoutIt() throws Exception {
        wire.post("/up", body("first"));
        Files.writeString(file, "{\"n\":4,\"ti", StandardOpenOption.APPEND);

        assertThat(Journal.read(file)).hasSize(3);
    }

    @Test
    void rateLimitThatLastsSaysHowMuchLongerAndEndsThen() throws Exception {
        server.faults().arm(Fault.on("up").rateLimited(0).lasting(Duration.ofSeconds(10)));
        assertThat(wire.post("/up", body("")).header("retry-after")).isEqualTo("10");
        clock.pass(Duration.ofMillis(7500));
        Wire.Got limited = wire.post("/up", body(""));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isEqualTo("3");

        clock.pass(Duration.ofMillis(2500));

        assertThat(wire.post("/up", body("")).status()).isEqualTo(200);
        assertThat(server.journal().effects("counted")).hasSize(1);
    }

    @Test
    void faultStrikesOnlySoManyCallsOfItsKindWithItsText() throws Exception {
        server.faults().arm(Fault.on("u.").with("C1").failing(503).times(1));

        assertThat(wire.post("/down", body("C1")).status()).isEqualTo(200);
        assertThat(wire.post("/up", body("C2")).status()).isEqualTo(200);
        assertThat(wire.post("/up", body("C1")).status()).isEqualTo(503);
        assertThat(wire.post("/up", body("C1")).status()).isEqualTo(200);
    }

    @Test
    void hangingCallHasNoEffectEvenAfterItsRelease() throws Exception {
        ArmedFault hang = server.faults().arm(Fault.on("up").hanging());
        var answer = wire.later("/up", body(""));
        assertThat(hang.awaitHeld(1, PATIENCE)).isTrue();

        hang.release();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
        assertThat(server.journal().effects("counted")).isEmpty();
        assertThat(wire.post("/up", body("")).status()).isEqualTo(200);
    }

    @Test
    void lostAnswerHasItsEffectAndIsNeverHeard() throws Exception {
        ArmedFault lost = server.faults().arm(Fault.on("up").losingAnswer());
        var answer = wire.later("/up", body(""));
        assertThat(lost.awaitHeld(1, PATIENCE)).isTrue();
        assertThat(server.journal().effects("counted")).hasSize(1);
        assertThat(answer).isNotDone();

        lost.release();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
        assertThat(lines(Line.LOST)).isEqualTo(1);
    }

    @Test
    void heldCallGoesOnAfterItsReleaseAsIfNothingHadBeen() throws Exception {
        ArmedFault before = server.faults().hold("up", Moment.BEFORE_EFFECT);
        var answer = wire.later("/up", body(""));
        assertThat(before.awaitHeld(1, PATIENCE)).isTrue();
        assertThat(server.journal().effects("counted")).isEmpty();

        before.release();

        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(server.journal().effects("counted")).hasSize(1);
    }

    @Test
    void connectionClosedAfterTheEffectIsALostAnswerAtOnce() throws Exception {
        server.faults().arm(Fault.on("up").closingAfterEffect().once());

        assertThatThrownBy(() -> wire.post("/up", body(""))).isInstanceOf(IOException.class);

        assertThat(server.journal().effects("counted")).hasSize(1);
        assertThat(wire.post("/up", body("")).status()).isEqualTo(200);
    }

    @Test
    void serverErrorAfterTheEffectIsToldWhileTheEffectStands() throws Exception {
        server.faults().arm(Fault.on("POST /up").failing(502).afterEffect());

        assertThat(wire.post("/up", body("")).status()).isEqualTo(502);
        assertThat(server.journal().effects("counted")).hasSize(1);
    }

    @Test
    void delayedCallIsAnsweredLater() throws Exception {
        server.faults().arm(Fault.on("up").delayed(Duration.ofMillis(150)));
        long begun = System.nanoTime();

        wire.post("/up", body(""));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void controlPathArmsAwaitsReleasesAndShows() throws Exception {
        String id = wire.control("{\"fault\": {\"on\": \"up\", \"do\": \"hold\", \"at\": \"after-effect\"}}")
                .path("id")
                .asText();
        var answer = wire.later("/up", body(""));

        assertThat(wire.control("{\"await\": \"" + id + "\", \"held\": 1}")
                        .path("reached")
                        .asBoolean())
                .isTrue();
        assertThat(wire.get("/_state").json().path("count").asInt()).isEqualTo(1);
        assertThat(wire.get("/_control").json().at("/faults/0/held").asInt()).isEqualTo(1);

        wire.control("{\"disarm\": \"" + id + "\"}");
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(wire.get("/_control").json().path("faults")).isEmpty();
    }

    @Test
    void controlPathConfiguresItsVendorAndSaysWhatItDoesNotUnderstand() throws Exception {
        wire.control("{\"configure\": {\"count\": 41}}");

        assertThat(wire.post("/up", body("")).json().path("count").asInt()).isEqualTo(42);
        assertThatThrownBy(() -> wire.control("{\"fault\": {\"on\": \"up\", \"do\": \"explode\"}}"))
                .hasMessageContaining("not one of rate-limit, fail, refuse, hang, hold, close, delay");
        assertThatThrownBy(() -> wire.control("{\"release\": \"fault-9\"}"))
                .hasMessageContaining("no fault has the id fault-9");
    }

    @Test
    void closingLetsGoOfWhatItHolds() {
        ArmedFault hang = server.faults().arm(Fault.on("up").hanging());
        var answer = wire.later("/up", body(""));
        assertThat(hang.awaitHeld(1, PATIENCE)).isTrue();

        server.close();

        assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
    }

    private long lines(Line line) {
        return server.journal().entries().stream()
                .filter(entry -> entry.line() == line)
                .count();
    }

    private static ObjectNode body(String text) {
        return Json.object().put("text", text);
    }
}
