package dev.firstline.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service that isn't ready says about why. */
final class ReadinessReport {

    private static final int PATIENCE_MILLIS = 2000;

    // Each check is one object; only what is needed is picked out, so that no JSON library has to be loaded.
    private static final Pattern DOWN = Pattern.compile(
            "\"name\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"status\"\\s*:\\s*\"DOWN\"(?:\\s*,\\s*\"data\"\\s*:\\s*(\\{[^}]*}))?");

    private ReadinessReport() {}

    /** A line for each check that is down; empty where nothing answers. */
    static String of(URI address) {
        StringBuilder text = new StringBuilder();
        Matcher down = DOWN.matcher(body(address));
        while (down.find()) {
            text.append("  not ready: ").append(down.group(1));
            if (down.group(2) != null) text.append(' ').append(down.group(2).replaceAll("\\s+", " "));
            text.append('\n');
        }
        return text.toString();
    }

    private static String body(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            InputStream answer =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
            return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException silent) {
            return "";
        }
    }
}
