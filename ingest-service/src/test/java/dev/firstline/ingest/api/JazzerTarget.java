package dev.firstline.ingest.api;

/** Where Jazzer comes in; it names the target and calls as often as it likes. */
public final class JazzerTarget {

    private static FuzzTarget target;

    private JazzerTarget() {}

    /** Called once, with the target's name. */
    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTargets.named(arguments[0]);
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.run(input);
    }
}
