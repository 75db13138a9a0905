package dev.firstline.ingest.source;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page on which Alertmanager lets a person silence exactly one alert. */
final class SilenceLink {

    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private SilenceLink() {}

    /**
     * @param externalUrl Alertmanager's own address
     * @param labels the alert's labels: each becomes a matcher
     */
    static String of(String externalUrl, Map<String, String> labels) {
        StringBuilder matchers = new StringBuilder("{");
        labels.forEach((name, value) -> matchers.append(matchers.length() == 1 ? "" : ", ")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
        String filter = matchers.append('}').toString();
        String base = externalUrl.endsWith("/") ? externalUrl : externalUrl + "/";
        return base + "#/silences/new?filter=" + encoded(filter);
    }

    /** Percent-encoded as RFC 3986 wants it, a blank included: {@code URLEncoder} would make it a plus sign. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 2);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) encoded.append(c);
            else encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
        }
        return encoded.toString();
    }
}
