package dev.firstline.e2e.bed;

import dev.firstline.cli.local.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Where a run keeps its data, logs and journals. It says which process made it: what that one has left running when it was killed is
 * ended by the next run beside it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

    private static final String OWNER = "owner";
    private static final String HOME = "cluster";

    /** A new folder, whose name begins so. */
    public static RunFolder make(Path parent, String prefix) {
        try {
            Files.createDirectories(parent);
            endAbandoned(parent);
            RunFolder made = new RunFolder(Files.createTempDirectory(parent, prefix));
            Files.writeString(made.path.resolve(OWNER), mark(ProcessHandle.current()));
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't make a folder for the run", failure);
        }
    }

    /** The folder of the run's cluster. */
    public Path home() {
        return path.resolve(HOME);
    }

    /**
     * Ends what runs in the folders of processes that are gone.
     *
     * @return how many processes that were
     */
    static int endAbandoned(Path parent) throws IOException {
        int ended = 0;
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path sibling : siblings) {
                Path owner = sibling.resolve(OWNER);
                if (!Files.exists(owner) || isOwned(owner)) continue;
                ended += LocalCluster.stopAll(new RunFolder(sibling).home());
                Files.deleteIfExists(owner);
            }
        }
        return ended;
    }

    // A pid may have been given to somebody else since: only with its start time it names a process.
    private static boolean isOwned(Path owner) throws IOException {
        String mark = Files.readString(owner);
        String pid = mark.substring(0, Math.max(0, mark.indexOf(' ')));
        return pid.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> mark(process).equals(mark))
                        .isPresent();
    }

    private static String mark(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Removes it with all that is in it. */
    public void remove() {
        try (var files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't remove " + path, failure);
        }
    }
}
