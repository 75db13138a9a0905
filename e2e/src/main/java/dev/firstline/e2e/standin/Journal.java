package dev.firstline.e2e.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stand-in was asked, did and answered, in this order, one JSON object a line.
 *
 * <p>A line is handed to the operating system before its append returns, so a killed stand-in loses none. A stand-in that is started
 * again on the same file appends to it.
 */
public final class Journal implements AutoCloseable {
    private final InstantSource clock;
    private final Optional<FileChannel> file;
    private final List<JournalEntry> entries = new ArrayList<>();

    private Journal(InstantSource clock, Optional<FileChannel> file) {
        this.clock = clock;
        this.file = file;
    }

    /** A journal that is kept in memory and, where a path is given, in a file. */
    static Journal open(InstantSource clock, Optional<Path> path) {
        return new Journal(clock, path.map(Journal::channel));
    }

    /** A file's entries; a last line that was cut off is left out. */
    public static List<JournalEntry> read(Path path) {
        try (var lines = Files.lines(path)) {
            return lines.flatMap(line -> Json.parseObject(line).stream())
                    .map(JournalEntry::fromJson)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All so far. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** What changed, by the effect's name. */
    public List<JournalEntry> effects(String name) {
        return entries().stream()
                .filter(entry ->
                        entry.line() == JournalEntry.Line.EFFECT && entry.kind().equals(name))
                .toList();
    }

    /** Every request of a kind. */
    public List<JournalEntry> requests(String kind) {
        return entries().stream()
                .filter(entry -> entry.line() == JournalEntry.Line.REQUEST
                        && entry.kind().equals(kind))
                .toList();
    }

    synchronized void append(JournalEntry.Line line, long request, String kind, JsonNode content) {
        // A copy, since a vendor's tree goes on living after the line was written.
        JournalEntry entry =
                new JournalEntry(entries.size() + 1L, clock.instant(), line, request, kind, content.deepCopy());
        entries.add(entry);
        file.ifPresent(channel -> write(channel, Json.line(entry.toJson()) + "\n"));
    }

    @Override
    public void close() {
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static FileChannel channel(Path path) {
        try {
            if (path.getParent() != null) Files.createDirectories(path.getParent());
            return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel channel, String line) {
        // An interrupt closes a FileChannel: a stand-in that closes while a call is held must not lose the others'
        // lines.
        boolean interrupted = Thread.interrupted();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
