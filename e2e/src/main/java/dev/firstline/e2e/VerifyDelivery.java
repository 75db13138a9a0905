package dev.firstline.e2e;

import dev.firstline.e2e.bed.AtExit;
import dev.firstline.e2e.bed.RunFolder;
import dev.firstline.e2e.delivery.Options;
import dev.firstline.e2e.delivery.Outcome;
import dev.firstline.e2e.delivery.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code verify-delivery --seed N --kills K}: kills and pauses a Firstline under load, and counts. Ends with 0 where nothing was lost,
 * doubled or told in the wrong order, with 1 where something was, with 2 where the arguments make no sense.
 */
public final class VerifyDelivery {

    private static final int MOST_SEEDS = 1_000_000;

    private VerifyDelivery() {}

    /** Runs, and ends the process. */
    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(
                    List.of(arguments), ThreadLocalRandom.current().nextInt(MOST_SEEDS));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        try {
            System.exit(run(options) ? 0 : 1);
        } catch (AssertionError | RuntimeException failure) {
            // Who interrupts it is told by whoever cleans up.
            if (AtExit.isEnding()) return;
            throw failure;
        }
    }

    private static boolean run(Options options) throws Exception {
        Path checkout = Path.of(System.getProperty("firstline.checkout", ".")).toAbsolutePath();
        long started = System.nanoTime();
        RunFolder folder = RunFolder.make(checkout.resolve(".firstline").resolve("delivery"), "run-");
        boolean well = false;
        try {
            Outcome outcome = new Verification(options, checkout, line -> tell(started, line)).run(folder.home());
            outcome.report().forEach(System.out::println);
            well = outcome.isWell();
            return well;
        } finally {
            if (well && !options.keep()) folder.remove();
            else System.out.println("logs, journals and data: " + folder.home());
        }
    }

    private static void tell(long started, String line) {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - started) / 1e9, line);
    }
}
