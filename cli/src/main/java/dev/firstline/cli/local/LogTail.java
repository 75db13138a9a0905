package dev.firstline.cli.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a process has written since a moment.
 *
 * @param file its log
 * @param from the byte where that moment is
 */
record LogTail(Path file, long from) {

    private static final int LINES = 15;
    private static final long MOST_BYTES = 256 * 1024;
    private static final Pattern TROUBLE =
            Pattern.compile("\\b(ERROR|FATAL|PANIC|Caused by|\\w*Exception|\\w*Error|HINT|Unrecognized|failed)\\b");

    // Quarkus' records, PostgreSQL's, and java.util.logging's before Quarkus has set it up.
    private static final Pattern RECORD =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d |[A-Z][a-z]{2} \\d{1,2}, \\d{4} |(INFO|WARN|DEBUG)\\b");

    /** From the log's present end. */
    static LogTail fromHere(Path file) {
        try {
            return new LogTail(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException unreadable) {
            return new LogTail(file, 0);
        }
    }

    /** The last lines that tell of trouble, indented; the last lines of all where none does. */
    String reasons() {
        List<String> lines = read().lines().filter(line -> !line.isBlank()).toList();
        List<String> trouble = trouble(lines);
        List<String> told = trouble.isEmpty() ? lines : trouble;
        StringBuilder text = new StringBuilder();
        for (String line : told.subList(Math.max(0, told.size() - LINES), told.size())) {
            text.append("  ").append(line.strip()).append('\n');
        }
        return text.append("  (all of it: ").append(file).append(')').toString();
    }

    // A line that tells of trouble, and what follows until the next record; the places in the code help nobody here.
    private static List<String> trouble(List<String> lines) {
        Set<String> told = new LinkedHashSet<>();
        boolean within = false;
        for (String line : lines) {
            boolean place = line.strip().startsWith("at ") || line.strip().matches("\\.{3} \\d+ more");
            within = TROUBLE.matcher(line).find()
                    || within && !RECORD.matcher(line).lookingAt();
            if (within && !place) told.add(line);
        }
        return List.copyOf(told);
    }

    private String read() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long begin = Math.max(from, log.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (log.length() - begin)];
            log.seek(begin);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
