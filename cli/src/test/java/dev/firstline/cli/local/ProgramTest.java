package dev.firstline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    private static final Instant BUILT = Instant.parse("2001-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void build() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.lang java.base/java.nio");
        Path jar = folder.resolve("quarkus-run.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file, manifest)) {
            packed.finish();
        }
        Files.setLastModifiedTime(jar, FileTime.from(BUILT));
        jar("quarkus/generated-bytecode.jar");
        jar("quarkus/transformed-bytecode.jar");
        jar("app/ingest.jar");
        jar("lib/main/b.jar");
        jar("lib/main/a.jar");
        program = new Program(jar);
    }

    @Test
    void withoutACacheItStartsAsItIsPackaged() {
        assertThat(program.arguments(Program.Start.CACHED))
                .containsExactly("-jar", program.jar().toString());
    }

    @Test
    void withACacheItStartsFromTheSameClassPathThatWasRecorded() throws IOException {
        cache(BUILT.plusSeconds(1));

        assertThat(program.arguments(Program.Start.CACHED))
                .startsWith("-XX:AOTCache=" + folder.resolve("classes.aot"))
                .contains("--add-opens=java.base/java.nio=ALL-UNNAMED", classPath())
                .endsWith("io.quarkus.runner.GeneratedMain");
        assertThat(program.arguments(Program.Start.RECORDED)).contains(classPath());
    }

    @Test
    void aCacheOfAnEarlierBuildIsNone() throws IOException {
        cache(BUILT.minusSeconds(1));

        assertThat(program.isCached()).isFalse();
        assertThat(program.arguments(Program.Start.CACHED)).startsWith("-jar");
    }

    @Test
    void whatARecordedRunLeavesIsTheCacheFromThenOn() throws IOException {
        jar("classes.aot.new");

        program.keepRecorded();

        assertThat(program.isCached()).isTrue();
        assertThat(folder.resolve("classes.aot.new")).doesNotExist();
    }

    private void cache(Instant made) throws IOException {
        Files.setLastModifiedTime(jar("classes.aot"), FileTime.from(made));
    }

    /** Woven classes go before the ones that they replace. */
    private String classPath() {
        return String.join(
                ":",
                folder.resolve("quarkus/transformed-bytecode.jar").toString(),
                folder.resolve("quarkus/generated-bytecode.jar").toString(),
                folder.resolve("app/ingest.jar").toString(),
                folder.resolve("lib/main/a.jar").toString(),
                folder.resolve("lib/main/b.jar").toString());
    }

    private Path jar(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
