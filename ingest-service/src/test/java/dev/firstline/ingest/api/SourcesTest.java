package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.config.IngestConfig;
import dev.firstline.ingest.source.Adapters;
import dev.firstline.ingest.testing.IngestResource;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IngestResource.class)
class SourcesTest {

    @Inject
    Adapters adapters;

    private record Configured(String type, Optional<List<String>> secrets, Optional<List<Path>> secretFiles)
            implements IngestConfig.Source {}

    private List<String> problems(String name, String type, String... secrets) {
        return Sources.problems(name, new Configured(type, Optional.of(List.of(secrets)), Optional.empty()), adapters);
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
                        "firstline.ingest.sources.Prom!.type: there is no 'alertmanger'; there are: alertmanager, cloudevents",
                        "firstline.ingest.sources.Prom!.secrets: 3 are given; at most two are valid at once, the one in use and its successor",
                        "firstline.ingest.sources.Prom!.secrets: one of them is empty");
    }

    @Test
    void aSecretInAFileIsReadAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("secret");
        Secrets secrets = new Secrets(List.of(), List.of(file));
        assertThat(secrets.accept("")).isFalse();
        Files.writeString(file, "first\n");
        secrets.reload();
        assertThat(secrets.accept("first")).isTrue();
        Files.writeString(file, "second\n");
        secrets.reload();
        assertThat(secrets.accept("first")).isFalse();
        assertThat(secrets.accept("second")).isTrue();
    }

    @Test
    void withoutSecretsNothingIsAccepted() {
        Secrets none = new Secrets(List.of(), List.of());
        assertThat(none.accept("")).isFalse();
        assertThat(none.accept("x")).isFalse();
    }
}
