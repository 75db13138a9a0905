package dev.firstline.e2e.delivery;

import dev.firstline.e2e.delivery.plan.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is asked for.
 *
 * @param seed decides the plan and, as far as processes let it, the chaos
 * @param kills how many SIGKILLs
 * @param pauses how many SIGSTOPs
 * @param size how much is sent
 * @param keep whether the run's folder stays though all was well
 */
public record Options(long seed, int kills, int pauses, Size size, boolean keep) {

    /** What {@code verify-delivery} understands. */
    public static final String USAGE =
            "usage: verify-delivery [--seed N] [--kills K] [--pauses P] [--alerts A] [--keep]";

    private static final int KILLS = 20;
    private static final int PAUSES = 5;
    private static final List<String> WITH_NUMBERS = List.of("--seed", "--kills", "--pauses", "--alerts");

    public Options {
        if (kills < 0 || pauses < 0) throw new IllegalArgumentException("less than no kill or pause");
    }

    /** The story. */
    public static Options of(long seed, int kills) {
        return new Options(seed, kills, PAUSES, Size.WHOLE, false);
    }

    /**
     * Reads a command line.
     *
     * @param fallbackSeed the seed where none is named
     * @throws IllegalArgumentException with the usage
     */
    public static Options parse(List<String> arguments, long fallbackSeed) {
        Map<String, Long> numbers = new HashMap<>();
        boolean keep = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--keep")) keep = true;
            else if (WITH_NUMBERS.contains(word) && i + 1 < arguments.size()) {
                numbers.put(word, number(arguments.get(++i)));
            } else throw new IllegalArgumentException(USAGE);
        }
        int alerts =
                numbers.getOrDefault("--alerts", (long) Size.WHOLE.alerts()).intValue();
        return new Options(
                numbers.getOrDefault("--seed", fallbackSeed),
                numbers.getOrDefault("--kills", (long) KILLS).intValue(),
                numbers.getOrDefault("--pauses", (long) PAUSES).intValue(),
                Size.of(alerts),
                keep);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("'" + text + "' is no number\n" + USAGE, wrong);
        }
    }
}
