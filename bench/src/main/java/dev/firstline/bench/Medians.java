package dev.firstline.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians: one disturbed round leaves them alone. */
public final class Medians {

    private Medians() {}

    /** The median of a figure of several rounds; of two, the lower one. */
    public static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }
}
