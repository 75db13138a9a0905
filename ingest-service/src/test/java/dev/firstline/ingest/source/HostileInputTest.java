package dev.firstline.ingest.source;

import dev.firstline.ingest.testing.AdapterClasses;
import dev.firstline.ingest.testing.Samples;
import dev.firstline.ingest.testing.StorableEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No payload, however broken, makes an adapter throw or hand on what can't be stored. */
class HostileInputTest {

    private static final int ROUNDS = 3_000;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-1e999",
            "\\u0000",
            "\\ud800",
            "\0",
            "\"\"",
            "1",
            "{}",
            "[[[[",
            "0001-01-01T00:00:00Z",
            "9999999999999999999999",
            "+999999999-12-31T23:59:59Z");

    @Test
    void mutatedSamplesNeverThrow() {
        Random chance = new Random(42);
        for (SourceAdapter adapter : AdapterClasses.all()) {
            List<Samples.Sample> samples = Samples.of(adapter.type());
            for (int i = 0; i < ROUNDS; i++) {
                Samples.Sample sample = samples.get(chance.nextInt(samples.size()));
                StorableEvents.check(adapter.read(sample.payload(mutate(sample.body(), chance))));
            }
        }
    }

    private static byte[] mutate(byte[] sample, Random chance) {
        String text = new String(sample, StandardCharsets.ISO_8859_1);
        for (int i = chance.nextInt(4); i >= 0; i--) {
            int at = chance.nextInt(text.length());
            int end = Math.min(text.length(), at + chance.nextInt(12));
            String piece = chance.nextInt(4) == 0
                    ? Character.toString(chance.nextInt(256))
                    : PIECES.get(chance.nextInt(PIECES.size()));
            text = text.substring(0, at) + piece + text.substring(end);
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
