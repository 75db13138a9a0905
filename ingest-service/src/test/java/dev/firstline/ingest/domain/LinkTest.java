package dev.firstline.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "https://wiki.example.com/runbooks/checkout#steps",
                "http://prometheus:9090/graph?g0.expr=rate%28errors%5B5m%5D%29+%3E+0.05&g0.tab=1",
                "http://[::1]:9093/#/silences/new?filter=%7Balertname%3D%22Down%22%7D",
                "https://user:word@example.com/~me/(a),b;c=d!e*f'g$h",
                "https://wiki.example.com/手順書/支払い"
            })
    void anAbsoluteWebAddressIsOne(String text) {
        assertThat(Link.isAddress(text)).isTrue();
        assertThat(new Link(Link.Kind.RUNBOOK, text).url()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "https:///runbook",
                "http://?q=1",
                "ftp://example.com/a",
                "javascript:alert(1)",
                "//example.com/a",
                "{$ZABBIX.URL}/tr_events.php",
                "http://{$ZABBIX.URL}/tr_events.php",
                "https://wiki.example.com/{{ .Labels.service }}",
                "https://example.com/two words",
                "https://example.com/two\u00a0words",
                "https://example.com/a\nb",
                "https://example.com/\"><script>",
                "https://example.com/100%",
                "https://example.com/%7",
                "https://example.com/%zz",
                "https://example.com/a|b",
                "https://example.com/a\\b"
            })
    void anythingElseIsNone(String text) {
        assertThat(Link.isAddress(text)).isFalse();
        assertThatThrownBy(() -> new Link(Link.Kind.RUNBOOK, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressThatNobodyWouldClickIsNone() {
        assertThat(Link.isAddress("https://example.com/" + "a".repeat(4076))).isTrue();
        assertThat(Link.isAddress("https://example.com/" + "a".repeat(4077))).isFalse();
    }
}
