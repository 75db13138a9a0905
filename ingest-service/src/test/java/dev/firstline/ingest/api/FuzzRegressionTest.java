package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.AdapterClasses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What long runs of the fuzzer found once stays mended, and every target still reads what it begins with. */
class FuzzRegressionTest {

    static List<FuzzTarget> targets() {
        return FuzzTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noKeptInputFindsAnything(FuzzTarget target) {
        List<byte[]> inputs = FuzzTargets.inputs(target);
        assertThat(inputs).as("%s has nothing to begin with", target).isNotEmpty();
        inputs.forEach(target::run);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void someInputReachesWhatLiesBehind(FuzzTarget target) {
        assertThat(FuzzTargets.inputs(target))
                .as("what %s begins with never comes further than its first check", target)
                .anyMatch(target::reaches);
    }

    /** Each way in has an input of its own, which is read whole: a fuzzer finds no expression and no protobuf by itself. */
    @ParameterizedTest
    @CsvSource({
        "otlp-logs, application/x-protobuf",
        "datadog, application/x-www-form-urlencoded",
        "datadog, application/json",
        "plain, application/x-www-form-urlencoded",
        "cloudevents, data_base64",
        "cloudevents, ce-specversion",
        "generic-with-fields, alerts"
    })
    void eachWayInHasAnInputThatIsReadWhole(String target, String piece) {
        FuzzedAdapter adapter = (FuzzedAdapter) FuzzTargets.named(target);
        assertThat(FuzzTargets.inputs(adapter))
                .filteredOn(input -> new String(input, StandardCharsets.ISO_8859_1).contains(piece))
                .anySatisfy(input -> assertThat(adapter.events(input))
                        .isNotEmpty()
                        .allSatisfy(event -> assertThat(event.partialReasons()).isEmpty()));
    }

    @Test
    void everyAdapterIsATarget() {
        assertThat(targets())
                .extracting(FuzzTarget::name)
                .doesNotHaveDuplicates()
                .containsAll(AdapterClasses.all().stream()
                        .map(adapter -> adapter.type())
                        .toList());
    }

    @Test
    void everyFolderOfInputsIsATargets() throws IOException {
        try (Stream<Path> folders = Files.list(FuzzTargets.INPUTS)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .toList())
                    .isSubsetOf(targets().stream().map(FuzzTarget::name).toList());
        }
    }

    @Test
    void theMessagesThatSnsSignedAreLetIn() {
        FuzzedProof sns = (FuzzedProof) FuzzTargets.named("sns");
        assertThat(FuzzTargets.inputs(sns)).filteredOn(sns::admits).hasSize(3);
    }
}
