package dev.firstline.e2e.bed;

import dev.firstline.cli.local.LocalCluster;
import java.nio.file.Path;

/**
 * Leaves nothing of a cluster running where this process is ended before it has stopped the cluster itself (Ctrl-C, SIGTERM): services
 * and database run in sessions of their own, and would go on.
 */
public final class AtExit implements AutoCloseable {

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

    // Other threads go on meanwhile, and may have started something that the last look did not see yet.
    private void stopAll() {
        int found;
        do found = LocalCluster.stopAll(home);
        while (found > 0);
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
