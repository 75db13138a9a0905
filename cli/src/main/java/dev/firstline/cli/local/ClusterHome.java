package dev.firstline.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that a cluster keeps everything in ({@code .firstline}). Whoever can read it can do everything, so it is its owner's only.
 *
 * @param root the folder
 */
public record ClusterHome(Path root) {

    public ClusterHome {
        root = root.toAbsolutePath().normalize();
    }

    /** The database's files, kept between runs. */
    public Path data() {
        return root.resolve("data");
    }

    /** The unpacked PostgreSQL. */
    public Path postgresql() {
        return root.resolve("postgresql");
    }

    /** The key pair that signs and checks tokens. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** One file a bearer token, named after who it is for. */
    public Path token(String name) {
        return root.resolve("tokens").resolve(name);
    }

    /** Passwords and source secrets. */
    public Path secrets() {
        return root.resolve("secrets.properties");
    }

    /** The ports that were chosen, by process name. */
    public Path ports() {
        return root.resolve("ports");
    }

    /** The user's policy, catalogue and runbooks. */
    public Path config() {
        return root.resolve("config");
    }

    /** A process's working directory. */
    public Path run(String process) {
        return root.resolve("run").resolve(process);
    }

    /** A process's log. */
    public Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }

    /** The file whose lock keeps two commands from starting or stopping at once. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** Makes the folder. */
    public void create() {
        folder(root);
        folder(root.resolve("logs"));
        folder(root.resolve("tokens"));
        folder(keys());
        folder(config());
    }

    /** Makes a folder that only its owner can look into. */
    static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
            if (posix(folder)) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failure) {
            throw new UncheckedIOException("can't make " + folder + ": " + failure.getMessage(), failure);
        }
    }

    /** Writes a file that only its owner can read; whoever reads it meanwhile sees the old or the new one, whole. */
    static void secret(Path file, String content) {
        try {
            folder(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
            if (posix(fresh)) Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(fresh, content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("can't write " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
