package dev.firstline.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request whose bytes are made once. Sending it again for other alerts only overwrites a few places of equal width, so that the load
 * costs little of the machine that is measured.
 */
public final class Template {

    /** What stands in the text where an alert's identity goes: 16 hexadecimal digits. */
    public static final String IDENTITY = "{{__identity__}}";

    /** What stands in the text where the number of the alert's service goes: 5 digits. */
    public static final String SERVICE = "{{#}}";

    /** An alert's place in the bytes, and which of the request's alerts it is. */
    private record Hole(int position, int alert) {}

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int alerts;
    private final List<Hole> identities = new ArrayList<>();
    private final List<Hole> services = new ArrayList<>();
    private final Population population;

    private Template(String head, List<String> parts, Population population) {
        this.population = population;
        this.alerts = parts.size() - 2;
        StringBuilder text = new StringBuilder(head);
        for (int i = 0; i < parts.size(); i++) {
            int at = text.length();
            text.append(parts.get(i));
            // What stands before and after all alerts speaks of the first.
            int alert = i > 0 && i <= alerts ? i - 1 : 0;
            holes(parts.get(i), IDENTITY, at, alert, identities);
            holes(parts.get(i), SERVICE, at, alert, services);
        }
        bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != text.length()) throw new IllegalArgumentException("only ASCII has fixed places");
    }

    /**
     * A POST of JSON.
     *
     * @param address host, port and path
     * @param headers more header lines, each with its line end
     * @param before what stands before the first alert
     * @param alert one alert, with {@link #IDENTITY} and {@link #SERVICE} in it
     * @param count how many alerts the request carries
     * @param after what stands after the last one
     * @param population which alerts there are
     */
    public static Template post(
            java.net.URI address,
            String headers,
            String before,
            String alert,
            int count,
            String after,
            Population population) {
        List<String> parts = new ArrayList<>();
        parts.add(before);
        for (int i = 0; i < count; i++) parts.add(i == 0 ? alert : "," + alert);
        parts.add(after);
        int length = parts.stream().mapToInt(String::length).sum();
        String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
        return new Template(head, parts, population);
    }

    private static void holes(String part, String mark, int at, int alert, List<Hole> found) {
        for (int i = part.indexOf(mark); i >= 0; i = part.indexOf(mark, i + 1)) {
            found.add(new Hole(at + i, alert));
        }
    }

    /** How many alerts a request carries. */
    public int alerts() {
        return alerts;
    }

    /** A request's size in bytes. */
    public int size() {
        return bytes.length;
    }

    /** A buffer with the template in it, for one connection. */
    ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** Makes a buffer of {@link #buffer} the request of this number, ready to be written. */
    void fill(ByteBuffer buffer, long request) {
        buffer.clear();
        for (Hole hole : identities) {
            long identity = population.identity(request, alerts, hole.alert());
            for (int digit = 0; digit < 16; digit++) {
                buffer.put(hole.position() + digit, HEX[(int) (identity >>> (60 - 4 * digit)) & 15]);
            }
        }
        for (Hole hole : services) {
            int service = population.service(request, alerts, hole.alert());
            for (int digit = 4; digit >= 0; digit--) {
                buffer.put(hole.position() + digit, (byte) ('0' + service % 10));
                service /= 10;
            }
        }
    }
}
