package dev.firstline.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.firstline.e2e.bed.RunFolder;
import dev.firstline.e2e.bed.WallClock;
import dev.firstline.e2e.story.Skipped;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The kill story, with {@code -Dfirstline.kills} kills (20) from {@code -Dfirstline.seed} (a new one each time, printed). */
class KillStory {

    private static final int KILLS = 20;
    private static final int MOST_SEEDS = 1_000_000;

    @Test
    void nothingIsLostDoubledOrToldInTheWrongOrderWhileProcessesAreKilledAndPaused() throws Exception {
        demandFaketime();
        Path checkout = Path.of(System.getProperty("firstline.checkout", ".."))
                .toAbsolutePath()
                .normalize();
        long seed = Long.getLong("firstline.seed", ThreadLocalRandom.current().nextInt(MOST_SEEDS));
        Options options = Options.of(seed, Integer.getInteger("firstline.kills", KILLS));
        RunFolder folder = RunFolder.make(checkout.resolve("e2e/target/stories"), "kill-");
        System.out.println("kill story, seed " + seed + ", folder " + folder.path());
        Outcome outcome = new Verification(options, checkout, System.out::println).run(folder.home());
        String report = String.join("\n", outcome.report());
        System.out.println(report);
        assertThat(outcome.isWell()).as(report).isTrue();
        folder.remove();
    }

    /** Without a wall clock that is wrong the story would say less than it promises. */
    private static void demandFaketime() {
        if (WallClock.ahead(1).isPresent()) return;
        String absent = "no wall clock can run ahead: the package faketime is not installed";
        if ("true".equals(System.getenv("CI"))) fail(absent);
        Skipped.because(absent);
    }
}
