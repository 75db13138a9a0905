package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderAddressTest {

    private static final AddressRanges PROXIES =
            AddressRanges.parse(List.of("10.0.0.0/8", "2001:db8:aaaa::/48", "192.0.2.1"));
    private static final SenderAddress BY_X = new SenderAddress(PROXIES, "x-forwarded-for");
    private static final SenderAddress BY_STANDARD = new SenderAddress(PROXIES, "forwarded");

    private static boolean is(SenderAddress from, String expected, String peer, String... values) {
        return AddressRanges.parse(List.of(expected)).contain(from.of(peer, List.of(values)));
    }

    @Test
    void withoutAProxyItIsTheOtherEndsWhateverTheHeaderSays() {
        assertThat(is(BY_X, "203.0.113.9", "203.0.113.9", "198.51.100.1")).isTrue();
        assertThat(is(BY_X, "203.0.113.9", "::ffff:203.0.113.9", "198.51.100.1"))
                .isTrue();
    }

    @Test
    void behindProxiesItIsTheLastOneThatIsNoneOfThem() {
        assertThat(is(BY_X, "203.0.113.9", "10.1.2.3", "198.51.100.1, 203.0.113.9"))
                .isTrue();
        assertThat(is(BY_X, "203.0.113.9", "192.0.2.1", "198.51.100.1", "203.0.113.9, 10.9.9.9"))
                .isTrue();
        assertThat(is(BY_X, "2001:db8::7", "2001:db8:aaaa::1", "2001:db8::7")).isTrue();
        assertThat(is(BY_X, "203.0.113.9", "10.1.2.3", "203.0.113.9:4711")).isTrue();
        assertThat(is(BY_X, "2001:db8::7", "10.1.2.3", "[2001:db8::7]:4711")).isTrue();
    }

    @Test
    void aProxyThatNamesNobodyIsTheSenderItself() {
        assertThat(is(BY_X, "10.1.2.3", "10.1.2.3")).isTrue();
        assertThat(is(BY_X, "10.7.7.7", "10.1.2.3", "10.7.7.7")).isTrue();
    }

    @Test
    void whatIsNoAddressIsNobodys() {
        assertThat(BY_X.of("10.1.2.3", List.of("203.0.113.9, unknown"))).isEmpty();
        assertThat(BY_X.of("10.1.2.3", List.of("203.0.113.9,"))).isEmpty();
        assertThat(BY_STANDARD.of("10.1.2.3", List.of("for=_hidden"))).isEmpty();
        assertThat(BY_STANDARD.of("10.1.2.3", List.of("by=203.0.113.9"))).isEmpty();
        assertThat(BY_X.of("", List.of())).isEmpty();
    }

    @Test
    void theStandardsHeaderIsReadAsItIsWritten() {
        assertThat(is(BY_STANDARD, "203.0.113.9", "10.1.2.3", "for=198.51.100.1, For=203.0.113.9;proto=https"))
                .isTrue();
        assertThat(is(BY_STANDARD, "2001:db8::7", "10.1.2.3", "proto=https;for=\"[2001:db8::7]:4711\""))
                .isTrue();
        assertThat(is(BY_STANDARD, "203.0.113.9", "10.1.2.3", "for=\"203.0.113.9:80\", for=10.0.0.1"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
        "fe80::/10, fe80::1%eth0, true"
    })
    void aRangeHoldsWhatBeginsWithItsBits(String range, String address, boolean held) {
        assertThat(AddressRanges.parse(List.of(range)).contain(AddressRange.address(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, is no address and no range",
        "'', is no address and no range",
        "10.0.0.0/33, names no number of bits from 0 to 32",
        "10.0.0.0/, names no number of bits from 0 to 32",
        "10.0.0.0/-1, names no number of bits from 0 to 32",
        "10.0.0.1/8, has more bits set than the 8 that it names; it would be 10.0.0.0/8",
        "::ffff:0.0.0.0/90, holds more than IPv4",
        "10.1, is no address and no range"
    })
    void whatIsNoRangeIsSaid(String text, String problem) {
        assertThat(AddressRange.problem(text))
                .hasValueSatisfying(said -> assertThat(said).contains(problem));
    }
}
