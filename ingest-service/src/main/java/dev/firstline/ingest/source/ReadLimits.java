package dev.firstline.ingest.source;

/**
 * How much structure a payload may have. Beyond it nothing is read, so that no sender can make more of a few bytes than memory or a
 * stack holds; the payload becomes a dead letter, which can be replayed with other limits.
 *
 * @param depth how deep objects and lists may nest
 * @param tokens how many keys, values and brackets there may be
 * @param text the longest text, in characters
 * @param name the longest key, the name of a label for example, in characters
 */
public record ReadLimits(int depth, int tokens, int text, int name) {

    /** What is configured where nobody says otherwise: far above what any tool sends in a body of 4 MB. */
    public static final ReadLimits DEFAULT = new ReadLimits(64, 300_000, 1_000_000, 2_000);

    /** Deeper, what walks through a tree by calling itself would run out of stack. */
    private static final int DEEPEST = 500;

    public ReadLimits {
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("the depth of a payload is from 1 to " + DEEPEST + ", not " + depth);
        }
        if (tokens < 1 || text < 1 || name < 1) {
            throw new IllegalArgumentException(
                    "a payload has tokens, texts and keys: each of their limits is 1 or more");
        }
    }

    /** Makes them those of this process: adapters are pure functions, which nobody hands a configuration. */
    public void apply() {
        Json.limit(this);
    }
}
