package dev.firstline.cli.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A data folder of PostgreSQL: whether it is made, and who runs on it.
 *
 * @param data the folder
 * @see <a href="https://www.postgresql.org/docs/17/storage-file-layout.html">Database File Layout</a>
 */
record PostgresFolder(Path data) {

    // The lines of postmaster.pid (miscadmin.h, LOCK_FILE_LINE_*), from 0.
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    private static final String NO_USER_NAMESPACE =
            "PostgreSQL refuses to run as root, and this machine refuses the user namespace that would spare it: run as another user. ";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    boolean isMade() {
        return Files.exists(data.resolve("PG_VERSION"));
    }

    /** Makes it aside and moves it into its place, so that a kill in between leaves nothing half made. */
    void make(Path bin, String password) {
        Path aside = aside();
        Path passwordFile = data.resolveSibling(data.getFileName() + ".password");
        try {
            remove(aside);
            ClusterHome.secret(passwordFile, password);
            List<String> command = new ArrayList<>(asNobodyWhereRoot());
            command.addAll(List.of(bin.resolve("initdb").toString(), "-D", aside.toString(), "-U", "postgres"));
            command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile));
            command.addAll(
                    List.of("--encoding=UTF8", "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"));
            run(command);
            Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new NotStarted("can't make the database's folder " + data + ": " + failure.getMessage(), failure);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    /** Makes it as another one is, which nobody runs on; in the same way. */
    void copy(PostgresFolder other) {
        Path aside = aside();
        try {
            remove(aside);
            try (var files = Files.walk(other.data)) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            aside.resolve(other.data.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new NotStarted("can't make the database's folder " + data + ": " + failure.getMessage(), failure);
        }
    }

    private Path aside() {
        return data.resolveSibling(data.getFileName() + ".new");
    }

    /** Who runs on it, out of its postmaster.pid; empty where that is missing or left behind by a kill. */
    Optional<ProcessHandle> running() {
        return line(PID)
                .filter(pid -> pid.matches("\\d+"))
                .flatMap(pid -> Signals.running(Long.parseLong(pid)))
                .filter(this::worksHere);
    }

    /** Whether the process takes connections. */
    boolean isReady(long pid) {
        return line(PID).equals(Optional.of(Long.toString(pid))) && line(STATUS).equals(Optional.of("ready"));
    }

    /** Where it listens; 0 where it doesn't run. */
    int port() {
        return running().flatMap(process -> line(PORT)).map(Integer::parseInt).orElse(0);
    }

    /** Fast shutdown; SIGKILL where that takes too long. */
    void stop() {
        running().ifPresent(process -> {
            Signals.resume(process);
            Signals.interrupt(process);
            Signals.awaitEnd(process, STOP_PATIENCE);
        });
        kill();
    }

    /** SIGKILL to all of it. */
    void kill() {
        running().ifPresent(Signals::kill);
        endOrphans();
    }

    /**
     * Makes way for a new first process, where none runs. A postmaster.pid that a kill left names a number which may belong to somebody
     * else by now, and then PostgreSQL would refuse to start.
     */
    void clear() {
        endOrphans();
        if (running().isEmpty()) data.resolve("postmaster.pid").toFile().delete();
    }

    /** Ends what a killed first process left: until the last of them is gone, PostgreSQL refuses to start. */
    void endOrphans() {
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(this::isPostgresOfThisFolder)
                .toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        orphans.forEach(Signals::kill);
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own, root is nobody, and the files stay root's. */
    static List<String> asNobodyWhereRoot() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    // A pid may have been given to somebody else since.
    private boolean worksHere(ProcessHandle process) {
        Optional<Path> folder = workingDirectory(process);
        if (folder.isPresent()) return isHere(folder.get());
        return process.info().command().map(c -> c.endsWith("postgres")).orElse(false);
    }

    private boolean isPostgresOfThisFolder(ProcessHandle process) {
        return process.info().command().map(c -> c.endsWith("postgres")).orElse(false)
                && workingDirectory(process).map(this::isHere).orElse(false);
    }

    private boolean isHere(Path folder) {
        try {
            return Files.isSameFile(folder, data);
        } catch (IOException gone) {
            return false;
        }
    }

    // Only Linux tells.
    private static Optional<Path> workingDirectory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private Optional<String> line(int number) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > number ? Optional.of(lines.get(number).strip()) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("firstline-initdb", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()))
                    .start();
            if (process.waitFor() != 0) {
                String said = Files.readString(output).strip();
                if (said.startsWith("unshare:")) throw new NotStarted(NO_USER_NAMESPACE + said);
                throw new NotStarted("initdb failed:\n" + said);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotStarted("initdb was interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
