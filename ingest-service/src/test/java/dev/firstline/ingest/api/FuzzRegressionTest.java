package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.testing.AdapterClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
