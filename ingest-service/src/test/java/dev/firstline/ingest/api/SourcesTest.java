package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.source.verification.Proof;
import dev.firstline.ingest.source.verification.VerificationMethods;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class SourcesTest {

    @Inject
    Adapters adapters;

    @Inject
    VerificationMethods methods;

    private record Configured(
            String type,
            Optional<List<String>> secrets,
            Optional<List<Path>> secretFiles,
            Optional<List<String>> allowFrom,
            Map<String, String> fields,
            IngestConfig.Verification verification,
            IngestConfig.Queue queue,
            Optional<Duration> expectEvery,
            Optional<Duration> payloadRetention)
            implements IngestConfig.Source {

        Configured(
                String type,
                Optional<List<String>> secrets,
                Optional<List<Path>> secretFiles,
                Optional<List<String>> allowFrom,
                Map<String, String> fields,
                IngestConfig.Verification verification,
                IngestConfig.Queue queue) {
            this(
                    type,
                    secrets,
                    secretFiles,
                    allowFrom,
                    fields,
                    verification,
                    queue,
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public Optional<String> heartbeat() {
            return Optional.empty();
        }
    }

    private record Queued(
            Optional<URI> url,
            Optional<String> region,
            Optional<URI> endpoint,
            Duration longPoll,
            Duration visibility,
            int readers)
            implements IngestConfig.Queue {

        static Queued at(String url) {
            return of(Optional.of(URI.create(url)), 20, 30);
        }

        static Queued none() {
            return of(Optional.empty(), 20, 30);
        }

        static Queued of(Optional<URI> url, int longPollSeconds, int visibilitySeconds) {
            return new Queued(
                    url,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(longPollSeconds),
                    Duration.ofSeconds(visibilitySeconds),
                    1);
        }
    }

    private record Verified(
            Optional<String> method,
            Optional<String> header,
            String algorithm,
            String encoding,
            Optional<String> prefix,
            Optional<String> timestampHeader,
            Duration replayWindow,
            String parameter,
            Optional<List<String>> topics)
            implements IngestConfig.Verification {

        static Verified by(String method, String header, String algorithm, String encoding) {
            return new Verified(
                    Optional.ofNullable(method),
                    Optional.ofNullable(header),
                    algorithm,
                    encoding,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofMinutes(5),
                    "token",
                    Optional.empty());
        }
    }

    private List<String> problems(String name, String type, String... secrets) {
        return problems(name, type, Verified.by(null, null, "sha256", "hex"), secrets);
    }

    private List<String> problems(String name, String type, Verified verified, String... secrets) {
        return Sources.problems(
                name,
                new Configured(
                        type,
                        Optional.of(List.of(secrets)),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        verified,
                        Queued.none()),
                adapters,
                methods);
    }

    @Test
    void aGoodSourceHasNoProblems() {
        assertThat(problems("prom", "alertmanager", "a", "b")).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(problems("Prom!", "alertmanger", "a", "b", " "))
                .containsExactly(
                        "firstline.ingest.sources.Prom!: a name has a-z, 0-9, - and _, begins with a letter or digit, and has 63 at most",
                        "firstline.ingest.sources.Prom!.type: there is no 'alertmanger'; there are: "
                                + String.join(", ", adapters.byType().keySet()),
                        "firstline.ingest.sources.Prom!.secrets: 3 are given; at most two are valid at once, the one in use and its successor",
                        "firstline.ingest.sources.Prom!.secrets: one of them is empty");
    }

    @Test
    void aMethodThatIsNoneOrLacksSomethingIsSaid() {
        String prefix = "firstline.ingest.sources.prom.verification.";
        assertThat(problems("prom", "alertmanager", Verified.by("hmack", null, "sha256", "hex"), "a"))
                .containsExactly(prefix + "method: there is no 'hmack'; there are: basic, bearer, hmac, sns, token");
        assertThat(problems("prom", "alertmanager", Verified.by("hmac", null, "sha256", "hex"), "a"))
                .containsExactly(prefix + "header: it is empty; name the header with the signature");
        assertThat(problems("prom", "alertmanager", Verified.by("hmac", "x", "md5", "hex"), "a"))
                .containsExactly(prefix + "algorithm: there is no 'md5'; there are: sha1, sha256, sha384, sha512");
        assertThat(problems("prom", "alertmanager", Verified.by("hmac", "x", "SHA-512", "base32"), "a"))
                .containsExactly(prefix + "encoding: there is no 'base32'; there are: hex, base64");
        assertThat(problems("prom", "alertmanager", Verified.by("sns", null, "sha256", "hex")))
                .containsExactly(prefix + "topics: none is named; name the ARNs of the topics");
    }

    @Test
    void fieldsThatAreWronglyWrittenOrHaveNoUseAreSaid() {
        assertThat(problemsOfFields("generic", Map.of("id", "/id", "title", "alert.name")))
                .isEmpty();
        assertThat(problemsOfFields("generic", Map.of("title", "alert.")))
                .singleElement()
                .asString()
                .startsWith("firstline.ingest.sources.x.fields: title: at character ");
        assertThat(problemsOfFields("plain", Map.of("title", "/name")))
                .containsExactly(
                        "firstline.ingest.sources.x.fields: a source of the type 'plain' has none; one of 'generic' has");
    }

    private static List<String> problemsOfQueue(String type, Queued queue) {
        return Sources.queueProblems(
                "x",
                new Configured(
                        type,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Verified.by(null, null, "", ""),
                        queue),
                Duration.ofSeconds(3));
    }

    @Test
    void aQueueThatIsMissingOrCanNotBeReadSoIsSaid() {
        String url = "https://sqs.eu-west-1.amazonaws.com/123456789012/alerts";
        String prefix = "firstline.ingest.sources.x.queue.";
        assertThat(problemsOfQueue("aws-sqs", Queued.at(url))).isEmpty();
        assertThat(problemsOfQueue("aws-sqs", Queued.none()))
                .containsExactly(prefix + "url: is missing; it says which queue is read");
        assertThat(problemsOfQueue("plain", Queued.at(url)))
                .containsExactly(prefix + "url: a source of the type 'plain' reads none; one of 'aws-sqs' does");
        assertThat(problemsOfQueue("aws-sqs", Queued.of(Optional.of(URI.create("alerts")), 21, 12)))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith(prefix + "url: 'alerts' is no queue's address"))
                .anyMatch(problem -> problem.startsWith(prefix + "long-poll: "))
                .anyMatch(problem -> problem.startsWith(prefix + "visibility: has to be 13s"));
    }

    @Test
    void anAddressThatIsNoneIsSaid() {
        Configured configured = new Configured(
                "alertmanager",
                Optional.of(List.of("a")),
                Optional.empty(),
                Optional.of(List.of("10.0.0.0/8", "example.com", "10.0.0.1/8")),
                Map.of(),
                Verified.by(null, null, "sha256", "hex"),
                Queued.none());
        String prefix = "firstline.ingest.sources.prom.allow-from: ";
        assertThat(Sources.problems("prom", configured, adapters, methods))
                .containsExactly(
                        prefix + "'example.com' is no address and no range of addresses; 192.0.2.7, 10.0.0.0/8 and"
                                + " 2001:db8::/32 are",
                        prefix + "'10.0.0.1/8' has more bits set than the 8 that it names; it would be 10.0.0.0/8");
    }

    private List<String> problemsOfFields(String type, Map<String, String> fields) {
        Configured configured = new Configured(
                type,
                Optional.of(List.of("a")),
                Optional.empty(),
                Optional.empty(),
                fields,
                Verified.by(null, null, "sha256", "hex"),
                Queued.none());
        return Sources.problems("x", configured, adapters, methods);
    }

    @Test
    void theNameOfFirstlinesOwnEventsIsTaken() {
        assertThat(problems("firstline", "alertmanager", "a"))
                .singleElement()
                .asString()
                .contains("the name is Firstline's own");
    }

    @Test
    void timesThatAreTooShortAreProblems() {
        Verified bearer = Verified.by(null, null, "sha256", "hex");
        Configured hasty = new Configured(
                "alertmanager",
                Optional.of(List.of("a")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                bearer,
                Queued.none(),
                Optional.of(Duration.ofSeconds(9)),
                Optional.of(Duration.ofMinutes(59)));
        assertThat(Sources.problems("prom", hasty, adapters, methods))
                .satisfiesExactly(
                        silence -> assertThat(silence).contains("prom.expect-every: 9000 ms are too short"),
                        retention ->
                                assertThat(retention).contains("prom.payload-retention: 3540000 ms are too short"));
    }

    @Test
    void aSecretInAFileIsReadAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("secret");
        Secrets secrets = new Secrets(List.of(), List.of(file));
        assertThat(admits(secrets, "")).isFalse();
        Files.writeString(file, "first\n");
        secrets.reload();
        assertThat(admits(secrets, "first")).isTrue();
        Files.writeString(file, "second\n");
        secrets.reload();
        assertThat(admits(secrets, "first")).isFalse();
        assertThat(admits(secrets, "second")).isTrue();
    }

    @Test
    void withoutSecretsNothingIsAccepted() {
        Secrets none = new Secrets(List.of(), List.of());
        assertThat(admits(none, "")).isFalse();
        assertThat(admits(none, "x")).isFalse();
    }

    private static boolean admits(Secrets secrets, String shown) {
        return secrets.admit(new Proof.Shown(shown.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
    }
}
