package dev.firstline.platform.configuration;

import static dev.firstline.platform.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstline.platform.database.Transactions;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ActiveConfigTest {

    @Inject
    Transactions transactions;

    @Inject
    InstantSource clock;

    @Inject
    ActiveConfigs configs;

    @TempDir
    Path folder;

    private final String kind = "kind-" + UUID.randomUUID();
    private Path file;
    private Path otherReplicasFile;

    @BeforeEach
    void files() {
        file = folder.resolve("a.yaml");
        otherReplicasFile = folder.resolve("b").resolve("a.yaml");
    }

    @Test
    void aFirstStartWithoutAGoodFileFailsAndSaysWhy() throws IOException {
        Files.writeString(file, "word: wrong");
        assertThatThrownBy(() -> replica(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage("a.yaml:1: 'wrong' is wrong");
        assertThatThrownBy(() -> replica(folder.resolve("absent.yaml")))
                .hasMessageEndingWith("absent.yaml: is not there");
    }

    @Test
    void aChangedFileComesIntoForceEverywhere() throws IOException {
        Files.writeString(file, "word: one");
        write(otherReplicasFile, "word: one");
        var here = replica(file);
        var there = replica(otherReplicasFile);
        List<String> told = new ArrayList<>();
        there.onChange(told::add);

        Files.writeString(file, "word: two");
        here.refresh();
        there.refresh();

        assertThat(here.current()).isEqualTo("two");
        assertThat(there.current()).isEqualTo("two");
        assertThat(told).containsExactly("two");
        assertThat(there.isOwnFileInForce()).isFalse();
    }

    @Test
    void whoFailsToFollowAChangeIsToldAgainUntilHeSucceedsAndHoldsUpNobodyElse() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        List<String> tried = new ArrayList<>();
        List<String> told = new ArrayList<>();
        here.onChange(word -> {
            tried.add(word);
            if (tried.size() < 3) throw new IllegalStateException("the database is away");
        });
        here.onChange(told::add);

        Files.writeString(file, "word: two");
        for (int looks = 0; looks < 5; looks++) here.refresh();

        assertThat(tried).containsExactly("two", "two", "two");
        assertThat(told).containsExactly("two");
    }

    @Test
    void whoFailedIsToldOfTheNewestChangeOnly() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        List<String> tried = new ArrayList<>();
        here.onChange(word -> {
            tried.add(word);
            if (word.equals("two")) throw new IllegalStateException("as an example");
        });

        Files.writeString(file, "word: two");
        here.refresh();
        Files.writeString(file, "word: three");
        for (int looks = 0; looks < 3; looks++) here.refresh();

        assertThat(tried).containsExactly("two", "three");
    }

    @Test
    void aReplicaThatStartsWithAnOldFileTakesOverWhatIsInForce() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        Files.writeString(file, "word: two");
        here.refresh();
        write(otherReplicasFile, "word: one");

        assertThat(replica(otherReplicasFile).current()).isEqualTo("two");
    }

    @Test
    void aWrongFileLeavesTheLastGoodOneInForce() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        Files.writeString(file, "word: wrong");
        here.refresh();

        assertThat(here.current()).isEqualTo("one");
        assertThat(here.problems()).containsExactly(new ConfigProblem("a.yaml", 1, "'wrong' is wrong"));

        Files.writeString(file, "word: three");
        here.refresh();
        assertThat(here.current()).isEqualTo("three");
        assertThat(here.problems()).isEmpty();
    }

    @Test
    void aWrongFileShowsInHealthAndMetricsUntilItIsMended() throws IOException {
        Files.writeString(file, "word: one");
        configs.open(kind, file, ActiveConfigTest::word);
        Files.writeString(file, "word: wrong");
        eventually(() -> {
            assertThat(get("/q/health/well", 503)).contains("a.yaml:1: 'wrong' is wrong");
            assertThat(metric()).isEqualTo("1.0");
            // It goes on with the last good one.
            get("/q/health/ready", 200);
        });

        Files.writeString(file, "word: two");
        eventually(() -> {
            get("/q/health/well", 200);
            assertThat(metric()).isEqualTo("0.0");
        });
    }

    private static String get(String path, int status) {
        return RestAssured.get(path).then().statusCode(status).extract().asString();
    }

    private String metric() {
        String prefix = "firstline_config_problems{kind=\"" + kind + "\"";
        return RestAssured.get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }

    @Test
    void aFileThatWasMissingForAWhileIsNoProblemOnceItIsBack() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        Files.delete(file);
        here.refresh();
        assertThat(here.problems()).singleElement().asString().endsWith("is not there");
        assertThat(here.current()).isEqualTo("one");

        Files.writeString(file, "word: one");
        here.refresh();
        assertThat(here.problems()).isEmpty();
    }

    @Test
    void aWrongFileThatWasMissingForAWhileIsStillWrong() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        Files.writeString(file, "word: wrong");
        here.refresh();
        Files.delete(file);
        here.refresh();
        Files.writeString(file, "word: wrong");
        here.refresh();

        assertThat(here.problems()).containsExactly(new ConfigProblem("a.yaml", 1, "'wrong' is wrong"));
    }

    @Test
    void aFileThatWasMissingAtTheStartAndIsOldTakesNothingOutOfForce() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        Files.writeString(file, "word: two");
        here.refresh();
        var there = replica(otherReplicasFile);
        write(otherReplicasFile, "word: one");
        there.refresh();

        assertThat(there.current()).isEqualTo("two");
        assertThat(there.problems()).isEmpty();
    }

    @Test
    void aVersionThatWasInForceCanBeReadAgain() throws IOException {
        Files.writeString(file, "word: one");
        var here = replica(file);
        String first = here.hash();
        Files.writeString(file, "word: two");
        here.refresh();

        assertThat(here.version(first)).contains("one");
        assertThat(here.version("never")).isEmpty();
    }

    private ActiveConfig<String> replica(Path location) {
        ActiveConfig<String> config = new ActiveConfig<>(kind, location, ActiveConfigTest::word, transactions, clock);
        config.start();
        return config;
    }

    private static String word(SortedMap<String, String> files) {
        ConfigProblems problems = new ConfigProblems();
        String word = YamlNode.parse(files.firstKey(), files.get(files.firstKey()), problems)
                .map(node -> {
                    String text = node.text("word");
                    if (text.equals("wrong")) node.problem("'wrong' is wrong");
                    return text;
                })
                .orElse("");
        problems.throwIfAny();
        return word;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
