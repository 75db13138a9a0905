package dev.firstline.bench.house;

import dev.firstline.cli.local.ClusterHome;
import dev.firstline.cli.local.NotStarted;
import dev.firstline.cli.local.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A service as a native executable, in the working directory and with the configuration that its JVM's process had before. */
public final class Executable implements AutoCloseable {

    private final Process process;

    private Executable(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param file the executable
     * @param before the service's process, which has run and ended
     */
    public static Executable start(ClusterHome home, Path file, ServiceProcess before) {
        try {
            ProcessBuilder builder = new ProcessBuilder(file.toAbsolutePath().toString())
                    .directory(home.run(before.name()).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(home.log(before.name() + "-native").toFile());
            builder.environment().putAll(before.launch().environment());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Executable(process);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't start " + file, failure);
        }
    }

    /**
     * Its process.
     *
     * @throws NotStarted where it has ended
     */
    public ProcessHandle process() {
        if (!process.isAlive()) throw new NotStarted("the native executable ended with " + process.exitValue());
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
