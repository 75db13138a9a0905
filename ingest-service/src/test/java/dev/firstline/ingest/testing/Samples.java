package dev.firstline.ingest.testing;

import dev.firstline.ingest.domain.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The samples of an adapter: what a tool sends, and beside it the events that have to come out. */
public final class Samples {

    private static final Path ROOT = Path.of("src", "test", "resources", "samples");
    private static final String EXPECTED = ".expected.json";

    private Samples() {}

    /**
     * A sample.
     *
     * @param name of its file
     * @param body what the tool sends
     * @param headers that it sends with it, their names in lower case: what stands in the file {@code .headers.txt} beside it
     * @param expected the file with the events, as protobuf's JSON of an EventBatch
     */
    public record Sample(String name, byte[] body, Map<String, String> headers, Path expected) {

        /** It, or another body in its place, as the service would get it. */
        public Payload payload(byte[] sent) {
            Map<String, String> others = new HashMap<>(headers);
            String contentType = others.remove("content-type");
            return new Payload("sample", contentType == null ? "application/json" : contentType, sent, others);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All samples of an adapter's type; none where it has none. */
    public static List<Sample> of(String type) {
        Path folder = ROOT.resolve(type);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(EXPECTED))
                    .sorted()
                    .map(Samples::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Sample read(Path file) {
        String name = file.getFileName().toString();
        try {
            return new Sample(
                    file.getParent().getFileName() + "/" + name,
                    Files.readAllBytes(file),
                    headers(file.resolveSibling(name.replace(".json", ".headers.txt"))),
                    file.resolveSibling(name.replace(".json", EXPECTED)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> headers(Path file) throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (!Files.exists(file)) return headers;
        for (String line : Files.readAllLines(file)) {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return headers;
    }
}
