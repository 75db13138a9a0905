package dev.firstline.e2e.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path parent;

    private Process left;

    @AfterEach
    void end() {
        if (left != null) left.destroyForcibly();
    }

    @Test
    void whatAKilledRunLeftRunningIsEndedByTheNextOne() throws Exception {
        RunFolder killed = RunFolder.make(parent, "run-");
        left = serviceOf(killed);
        // Its number belongs to somebody who began at another time.
        owner(killed, ProcessHandle.current().pid() + " 1");

        RunFolder.make(parent, "run-");

        assertThat(left.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatARunBesideItNeedsIsLeftAlone() throws Exception {
        left = serviceOf(RunFolder.make(parent, "run-"));

        RunFolder.make(parent, "run-");

        assertThat(left.isAlive()).isTrue();
    }

    @Test
    void processesOfAnotherFolderAreLeftAlone() throws Exception {
        RunFolder killed = RunFolder.make(parent, "run-");
        left = serviceOf(new RunFolder(parent.resolve("elsewhere")));
        owner(killed, "no mark");

        RunFolder.make(parent, "run-");

        assertThat(left.isAlive()).isTrue();
    }

    private static void owner(RunFolder folder, String mark) throws IOException {
        Files.writeString(folder.path().resolve("owner"), mark);
    }

    /** Carries a service's mark on its command line, and idles. */
    private static Process serviceOf(RunFolder folder) throws IOException {
        String mark = "-Dfirstline.process=" + folder.home().resolve("run").resolve("ingest");
        return new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", mark, "-jar").start();
    }
}
