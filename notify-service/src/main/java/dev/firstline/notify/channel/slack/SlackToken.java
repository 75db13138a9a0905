package dev.firstline.notify.channel.slack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The bot token, from the configuration or a file that may change. */
final class SlackToken {

    private static final Logger LOG = Logger.getLogger(SlackToken.class);

    private final Optional<String> token;
    private final Optional<Path> file;

    SlackToken(Optional<String> token, Optional<Path> file) {
        this.token = token.map(String::strip).filter(text -> !text.isEmpty());
        this.file = file;
    }

    /** Whether there should be one. */
    boolean isSet() {
        return token.isPresent() || file.isPresent();
    }

    /** The token; empty where the file can't be read now, which Slack answers as it answers any wrong token. */
    String value() {
        if (file.isEmpty()) return token.orElse("");
        try {
            return Files.readString(file.get()).strip();
        } catch (IOException unreadable) {
            LOG.warnf("Slack's token can't be read: %s", unreadable.getMessage());
            return token.orElse("");
        }
    }
}
