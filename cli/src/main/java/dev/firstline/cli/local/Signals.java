package dev.firstline.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What one process can do to another. */
final class Signals {

    private static final long LOOK_NANOS = 50_000_000;

    private Signals() {}

    /** SIGSTOP: it stands still, and holds what it holds. */
    static void pause(ProcessHandle process) {
        send("STOP", process.pid());
    }

    /** SIGCONT. */
    static void resume(ProcessHandle process) {
        send("CONT", process.pid());
    }

    /** SIGINT, which PostgreSQL takes as its fast shutdown. */
    static void interrupt(ProcessHandle process) {
        send("INT", process.pid());
    }

    /** SIGKILL, and waits until it is gone. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        awaitEnd(process, Duration.ofSeconds(10));
    }

    /** SIGTERM, then SIGKILL where it takes too long. True where it ended by itself. */
    static boolean end(ProcessHandle process, Duration patience) {
        // A paused process can't end.
        resume(process);
        process.destroy();
        if (awaitEnd(process, patience)) return true;
        kill(process);
        return false;
    }

    /** True where it has ended within this time. */
    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hasEnded(process)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) return false;
            try {
                process.onExit().get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            } catch (TimeoutException lookAgain) {
                continue;
            } catch (ExecutionException failure) {
                throw new IllegalStateException(failure.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Whether it does nothing any more. What nobody has waited for yet (a zombie) has ended, though it still has its number. */
    static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || isZombie(process.pid());
    }

    // proc(5): the state stands behind the program's name, which is in parentheses and may hold anything. The first
    // thread of a killed
    // process is a zombie before the others have gone, and until then its ports are taken.
    private static boolean isZombie(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            String stat = Files.readString(process.resolve("stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1) && threads.count() <= 1;
        } catch (IOException | UncheckedIOException notLinuxOrGone) {
            return false;
        }
    }

    /** The running process of this id. */
    static Optional<ProcessHandle> running(long pid) {
        return ProcessHandle.of(pid).filter(process -> !hasEnded(process));
    }

    private static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException failure) {
            throw new IllegalStateException("can't send SIG" + signal + " to " + pid, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
