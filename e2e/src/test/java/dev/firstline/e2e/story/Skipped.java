package dev.firstline.e2e.story;

import static org.junit.jupiter.api.Assumptions.abort;

/** A story, or a part of one, that can't be told on this machine. */
public final class Skipped {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Skipped() {}

    /**
     * Says so in one line, and aborts. The line goes to the standard output, since a report of an aborted class names no reason.
     *
     * @param why which program is absent
     */
    public static void because(String why) {
        String line = story() + " was skipped: " + why;
        System.out.println(line);
        abort(line);
    }

    private static String story() {
        return STACK.walk(
                frames -> frames.map(frame -> frame.getDeclaringClass().getSimpleName())
                        .filter(name -> name.endsWith("Story"))
                        .findFirst()
                        .orElse("a story"));
    }
}
