package dev.firstline.e2e.bed;

import dev.firstline.cli.local.LocalCluster;
import java.nio.file.Path;

/**
 * Leaves nothing of a cluster running where this process is ended before it has stopped the cluster itself (Ctrl-C, SIGTERM): services
 * and database run in sessions of their own, and would go on.
 */
public final class AtExit implements AutoCloseable {

    private static volatile boolean ending;

    private final Path home;
    private final Thread hook = new Thread(this::stopAll, "stop the cluster");

    private AtExit(Path home) {
        this.home = home;
    }

    /** From now on, for all that runs in a cluster's folder. */
    public static AtExit stop(Path home) {
        AtExit atExit = new AtExit(home);
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    /** Whether this process is being ended: what fails from then on fails because of that. */
    public static boolean isEnding() {
        return ending;
    }

    // Other threads go on meanwhile, and may have started something that the last look did not see yet.
    private void stopAll() {
        ending = true;
        System.err.println("\nfirstline: interrupted before the end; stopping what was started …");
        int found;
        do found = LocalCluster.stopAll(home);
        while (found > 0);
        System.err.println("firstline: stopped; nothing is left running. Logs are in " + home.resolve("logs"));
    }

    /** The cluster is stopped: nothing is left to do at the end. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingNow) {
            // The hook does its work already.
        }
    }
}
