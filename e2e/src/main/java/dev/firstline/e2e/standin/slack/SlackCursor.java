package dev.firstline.e2e.standin.slack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How a list's answer says where its next page begins: a word and a place, in base64.
 *
 * @param word what kind of place it is
 * @see <a href="https://docs.slack.dev/apis/web-api/pagination">Slack: pagination</a>
 */
record SlackCursor(String word) {

    /** The cursor that leads to a place. */
    String at(String place) {
        return Base64.getEncoder().encodeToString((word + place).getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a call names; empty where it begins with the first page. */
    Optional<String> of(SlackArguments arguments) {
        return arguments.text("cursor").map(cursor -> {
            try {
                String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
                if (text.startsWith(word)) return text.substring(word.length());
            } catch (IllegalArgumentException e) {
                // Not one of ours: said below.
            }
            throw SlackProblem.of("invalid_cursor");
        });
    }
}
