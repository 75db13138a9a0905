package dev.firstline.notify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, TOKEN",
        "missing_scope, TOKEN",
        "channel_not_found, CHANNEL",
        "not_in_channel, CHANNEL",
        "is_archived, CHANNEL",
        "restricted_action, CHANNEL",
        "msg_too_long, MESSAGE",
        "no_text, MESSAGE",
        "message_not_found, ROOT_GONE",
        "thread_not_found, ROOT_GONE",
        "request_timeout, AGAIN",
        "something_new, CHANNEL",
    })
    void whatAnErrorAsksOfUs(String error, SlackErrors expected) {
        assertThat(SlackErrors.of(error)).isEqualTo(expected);
    }
}
