package dev.firstline.ingest.api;

import dev.firstline.ingest.source.verification.Sent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a fuzzer can write it: lines {@code name: value}, an empty line, the body.
 *
 * @param headers their names in lower case
 * @param body what comes after them
 */
record FuzzedRequest(Map<String, String> headers, byte[] body) implements Sent {

    private static final int MAX_HEADERS = 50;

    static FuzzedRequest parse(byte[] input) {
        Map<String, String> headers = new LinkedHashMap<>();
        int at = 0;
        while (headers.size() < MAX_HEADERS) {
            int end = at;
            while (end < input.length && input[end] != '\n') end++;
            String line = new String(input, at, end - at, StandardCharsets.ISO_8859_1);
            int colon = line.indexOf(": ");
            if (colon < 1) {
                at = line.isEmpty() ? Math.min(end + 1, input.length) : at;
                break;
            }
            headers.put(line.substring(0, colon), line.substring(colon + 2));
            at = Math.min(end + 1, input.length);
        }
        return new FuzzedRequest(headers, Arrays.copyOfRange(input, at, input.length));
    }

    /** The same as an input. */
    byte[] written() {
        StringBuilder head = new StringBuilder();
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append('\n'));
        head.append('\n');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    @Override
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    @Override
    public String parameter(String name) {
        return headers.getOrDefault("?" + name, "");
    }
}
