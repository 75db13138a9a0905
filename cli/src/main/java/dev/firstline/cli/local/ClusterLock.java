package dev.firstline.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from starting or stopping one cluster at once. The system frees it with its process, however that ends. */
public final class ClusterLock implements AutoCloseable {

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws NotStarted where another command has it
     */
    public static ClusterLock of(ClusterHome home) {
        home.create();
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) return new ClusterLock(channel);
            channel.close();
            throw new NotStarted("another firstline command is starting or stopping the cluster in " + home.root()
                    + " right now; wait until it has ended");
        } catch (IOException failure) {
            throw new UncheckedIOException("can't lock " + home.lock() + ": " + failure.getMessage(), failure);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
