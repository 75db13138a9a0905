package dev.firstline.bench.program;

import dev.firstline.bench.load.Population;
import dev.firstline.bench.load.Watcher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When each of a load's webhooks left and was acknowledged, one alert each. */
final class Departures implements Watcher {

    /** "first_event_id":"BATCH/INDEX". */
    private static final Pattern BATCH = Pattern.compile("\"first_event_id\":\"([0-9a-f-]{36})/");

    /** One webhook; acknowledged and batch are null until its answer is there. */
    static final class Departure {
        final Instant left = Instant.now();
        Instant acknowledged;
        String batch;
    }

    private final Population population;
    private final Map<String, Departure> byIdentity = new LinkedHashMap<>();

    Departures(Population population) {
        this.population = population;
    }

    @Override
    public void sending(long request) {
        byIdentity.put(identity(request), new Departure());
    }

    @Override
    public void answered(long request, int status, ByteBuffer answer) {
        if (status / 100 != 2) return;
        Departure departure = byIdentity.get(identity(request));
        departure.acknowledged = Instant.now();
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        Matcher found = BATCH.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (found.find()) departure.batch = found.group(1);
    }

    private String identity(long request) {
        return String.format("%016x", population.identity(request, 1, 0));
    }

    /** All of them by their alert's identity, in the order in which they left. */
    Map<String, Departure> byIdentity() {
        return byIdentity;
    }
}
