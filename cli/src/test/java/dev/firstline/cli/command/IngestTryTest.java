package dev.firstline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firstline.cli.command.Shell.Ran;
import dev.firstline.cli.payload.KnownAdapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTryTest {

    private static final String ISSUE = """
        {"action":"triggered","data":{"event":{"issue_id":"1117540176","level":"error","title":"DeadlockDetected",
         "tags":[["environment","production"]],"url":"https://sentry.io/api/0/projects/example/review-worker/events/e4874d66/"}}}
        """;

    @TempDir
    Path folder;

    private Ran tryOut(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "ingest";
        all[1] = "try";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Shell.in(folder).run(all);
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("payload.json"), content).toString();
    }

    @Test
    void anEventIsToldWithItsIdentityAndWhatMakesIt() throws IOException {
        Ran ran = tryOut("--source", "sentry", "-H", "Request-ID: 4711", file(ISSUE));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "FIRING ERROR  DeadlockDetected",
                        "identity    1117540176",
                        "because     the issue's id",
                        "delivery id 4711",
                        "service     review-worker",
                        "labels      ");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void aHeartbeatIsToldToMakeNoEvent() throws IOException {
        String watchdog = """
            {"version":"4","status":"firing","alerts":[
             {"status":"firing","labels":{"alertname":"Watchdog"},"fingerprint":"1"}]}\
            """;
        Ran ran = tryOut("--source", "alertmanager", file(watchdog));
        assertThat(ran.out().strip()).isEqualTo("It holds the heartbeat Watchdog, which is noted and makes no event.");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void asJsonItIsWhatTheServiceAnswers() throws IOException {
        JsonObject answer = JsonParser.parseString(
                        tryOut("--source", "sentry", "-o", "json", file(ISSUE)).out())
                .getAsJsonObject();
        assertThat(answer.get("identityRule").getAsString()).startsWith("the issue's id");
        JsonObject event = answer.getAsJsonArray("events").get(0).getAsJsonObject();
        assertThat(event.get("fingerprint").getAsString()).isEqualTo("1117540176");
        assertThat(event.get("status").getAsString()).isEqualTo("EVENT_STATUS_FIRING");
    }

    @Test
    void whatCouldNotBeReadIsTold() throws IOException {
        Ran partial = tryOut("--source", "alertmanager", file("""
            {"version":"4","alerts":[{"status":"firing","labels":{"alertname":"A"},"startsAt":"yesterday"}]}\
            """));
        assertThat(partial.out()).contains("not read    alerts[0].startsAt");
        assertThat(partial.exitCode()).isZero();
        Ran broken = tryOut("--source", "alertmanager", file("{"));
        assertThat(broken.out()).contains("would be kept as a dead letter (answered 400)");
        assertThat(broken.exitCode()).isEqualTo(1);
    }

    @Test
    void theFieldsOfATypeThatIsConfiguredAreGivenOnTheCommandLine() throws IOException {
        String build = file("{\"name\":\"Build of shop\",\"branch\":\"main\",\"result\":\"FAILED\"}");
        Ran ran = tryOut(
                "--source",
                "generic",
                "--field",
                "id=/branch",
                "--field",
                "title=/name",
                "--field",
                "state=alert.result == 'FAILED' ? 'firing' : 'resolved'",
                build);
        assertThat(ran.out()).contains("FIRING -  Build of shop", "identity    main");
        Ran wrong = tryOut("--source", "sentry", "--field", "id=/branch", build);
        assertThat(wrong.err()).contains("--field: ");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void wrongUsageIsExplained() throws IOException {
        assertThat(tryOut("--source", "sentri", file(ISSUE)).err()).contains("there is no 'sentri'", "sentry");
        assertThat(tryOut("--source", "sentry", "missing.json").err()).contains("there is no file missing.json");
        assertThat(tryOut("--source", "sentry", "-H", "x", file(ISSUE)).err()).contains("is not NAME: VALUE");
    }

    @Test
    void everyAdapterThatHasAClassIsKnown() throws IOException {
        try (var files = Files.list(Path.of("../ingest-service/src/main/java/dev/firstline/ingest/source"))) {
            long sources = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Source.java"))
                    .count();
            assertThat(KnownAdapters.byType()).hasSize((int) sources);
        }
    }
}
