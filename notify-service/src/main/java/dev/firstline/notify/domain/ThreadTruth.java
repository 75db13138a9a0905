package dev.firstline.notify.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a thread has to look like, given what was seen of it: one first message, each line of the story once.
 *
 * @param root the first message that stays; empty where there is none
 * @param doubles what has to go, each reply before its root
 * @param seq the highest line that is told then; what follows is to be told again
 */
public record ThreadTruth(Optional<String> root, List<Seen> doubles, long seq) {

    /**
     * A message of ours about the incident.
     *
     * @param ts its time and name
     * @param deliveryId the delivery that it came from
     * @param firstSeq the first line of the story that it tells; 0 for a first message
     * @param lastSeq the last one
     */
    public record Seen(String ts, UUID deliveryId, long firstSeq, long lastSeq) {

        private boolean tells(Seen other) {
            return firstSeq <= other.firstSeq && lastSeq >= other.lastSeq;
        }

        private boolean isOlderThan(Seen other) {
            return time().compareTo(other.time()) < 0;
        }

        private BigDecimal time() {
            return new BigDecimal(ts);
        }
    }

    public ThreadTruth {
        doubles = List.copyOf(doubles);
    }

    /** Which first message stays: the one that the table knows, else the oldest. */
    public static Optional<String> root(Optional<String> known, List<Seen> roots) {
        return known.or(
                () -> roots.stream().min(Comparator.comparing(Seen::time)).map(Seen::ts));
    }

    /**
     * Compares what was seen with what has to be.
     *
     * @param known the first message that the table knows
     * @param toldSeq the highest line that the table knows to be told
     * @param roots the first messages that were seen
     * @param strays replies that stand in the channel itself, since their thread was gone
     * @param threads the replies that were seen, by their root's ts
     */
    public static ThreadTruth of(
            Optional<String> known,
            long toldSeq,
            List<Seen> roots,
            List<Seen> strays,
            Map<String, List<Seen>> threads) {
        Optional<String> root = root(known, roots);
        List<Seen> kept = new ArrayList<>(
                root.map(ts -> threads.getOrDefault(ts, List.of())).orElse(List.of()));
        List<Seen> doubles = new ArrayList<>(strays);
        List<Seen> misplaced = new ArrayList<>(strays);
        for (Seen other : roots) {
            if (root.filter(other.ts()::equals).isPresent()) continue;
            doubles.addAll(threads.getOrDefault(other.ts(), List.of()));
            misplaced.addAll(threads.getOrDefault(other.ts(), List.of()));
            doubles.add(other);
        }
        List<Seen> repeated =
                kept.stream().filter(reply -> isRepeated(reply, kept)).toList();
        kept.removeAll(repeated);
        doubles.addAll(repeated);
        long again = firstLost(misplaced, kept);
        List<Seen> later =
                kept.stream().filter(reply -> reply.lastSeq() >= again).toList();
        kept.removeAll(later);
        doubles.addAll(later);
        long highest = kept.stream().mapToLong(Seen::lastSeq).max().orElse(0);
        return new ThreadTruth(root, doubles, Math.min(Math.max(toldSeq, highest), again - 1));
    }

    private static boolean isRepeated(Seen reply, List<Seen> replies) {
        return replies.stream()
                .anyMatch(other ->
                        other != reply && other.tells(reply) && (!reply.tells(other) || other.isOlderThan(reply)));
    }

    /** From which line on the story is lost with what goes; beyond all lines where none is. */
    private static long firstLost(List<Seen> going, List<Seen> kept) {
        return going.stream()
                .filter(reply -> kept.stream().noneMatch(other -> other.tells(reply)))
                .mapToLong(Seen::firstSeq)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
