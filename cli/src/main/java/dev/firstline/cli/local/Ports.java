package dev.firstline.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on loopback: which are free, and who has the others. */
public final class Ports {

    // Systems hand out ports for outgoing connections above these (Linux from 32768, macOS and RFC 6335 from 49152): a
    // port out of
    // here is still free when its process was killed and starts again.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_767;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        return free(1).getFirst();
    }

    /** So many different ports that nobody listens on now. */
    public static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int tried = 0; tried < TRIES && ports.size() < count; tried++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) ports.add(port);
        }
        if (ports.size() < count) throw new IllegalStateException("no free port on loopback");
        return List.copyOf(ports);
    }

    /** Whether nobody listens on it. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // What the last owner's connections left behind doesn't count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException used) {
            return false;
        }
    }

    /** Who listens on a port, as people know it: "java (pid 4711)"; empty where this machine doesn't tell. */
    public static Optional<String> owner(int port) {
        return listenerInode(port).flatMap(Ports::holder).map(Ports::describe);
    }

    private static String describe(ProcessHandle process) {
        String program = process.info()
                .command()
                .map(c -> Path.of(c).getFileName().toString())
                .orElse("a process");
        return program + " (pid " + process.pid() + ")";
    }

    // proc(5): the local address in hex, the state (0A listens), and the socket's inode are columns 1, 3 and 9.
    private static Optional<String> listenerInode(int port) {
        String suffix = String.format(":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] columns = line.strip().split("\\s+");
                    if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals("0A")) {
                        return Optional.of("socket:[" + columns[9] + "]");
                    }
                }
            } catch (IOException notLinux) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessHandle> holder(String socket) {
        return ProcessHandle.allProcesses().filter(p -> holds(p.pid(), socket)).findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) return true;
            }
        } catch (IOException | RuntimeException otherUsersOrGone) {
            return false;
        }
        return false;
    }
}
