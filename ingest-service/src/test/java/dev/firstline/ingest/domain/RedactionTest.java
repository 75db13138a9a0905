package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    {"routing_key":"abc","title":"Disk"}            | {"routing_key":"***","title":"Disk"}
                    {"db":{"password":"a\\"b","user":"ann"}}        | {"db":{"password":"***","user":"ann"}}
                    {"access_token_v2" : 12345, "n": 1}             | {"access_token_v2" : ***, "n": 1}
                    {"credentials":{"apiKey":"x"},"secret":"cut off | {"credentials":{"apiKey":"***"},"secret":"***
                    user=ann&api_key=abc&title=Disk                 | user=ann&api_key=***&title=Disk
                    Authorization: Bearer abc.def-ghi               | Authorization: ***
                    send it with Bearer abcdefgh please             | send it with Bearer *** please
                    https://ann:pa55@example.com/x                  | https://***@example.com/x
                    key AKIAIOSFODNN7EXAMPLE leaked                 | key *** leaked
                    eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2lnbmF0dXJl      | ***
                    {"owner":"ann.b+x@example.com"}                 | {"owner":"***@example.com"}
                    {"title":"Disk full on web-1","severity":"high"}| {"title":"Disk full on web-1","severity":"high"}
                    """)
    void secretsAreHiddenAndTheRestIsShown(String sent, String shown) {
        assertThat(Redaction.of(sent)).isEqualTo(shown);
    }

    @Test
    void aTerminalIsNotTold() {
        assertThat(Redaction.of("a\u001b[2Jb\u0000c\n")).isEqualTo("a\ufffd[2Jb\ufffdc\n");
    }

    @Test
    void whateverComesIsReadOnce() {
        // Each of these would take a pattern that is not bounded minutes, or the whole stack.
        for (String piece :
                new String[] {"token", "a.", "\"secret\":\"\\", "a@", "://a:", "eyJaaaaaaaa.", "token=\""}) {
            assertThat(Redaction.of(piece.repeat(20_000))).isNotNull();
        }
    }
}
