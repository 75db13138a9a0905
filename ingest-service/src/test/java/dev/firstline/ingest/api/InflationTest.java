package dev.firstline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflationTest {

    private static final byte[] TEXT = "an alert, an alert, an alert".getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean bare) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, bare);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(plain);
        }
        deflater.end();
        return bytes.toByteArray();
    }

    private static byte[] whole(Inflation.Result result) {
        assertThat(result).isInstanceOf(Inflation.Result.Whole.class);
        return ((Inflation.Result.Whole) result).body();
    }

    @Test
    void whatWasMadeSmallerBecomesWhatItWas() throws IOException {
        assertThat(whole(ContentCoding.GZIP.decode(gzip(TEXT), TEXT.length))).isEqualTo(TEXT);
        assertThat(whole(ContentCoding.DEFLATE.decode(deflate(TEXT, false), 100)))
                .isEqualTo(TEXT);
        assertThat(whole(ContentCoding.DEFLATE.decode(deflate(TEXT, true), 100)))
                .isEqualTo(TEXT);
        assertThat(whole(ContentCoding.IDENTITY.decode(TEXT, 1))).isSameAs(TEXT);
        assertThat(whole(ContentCoding.GZIP.decode(new byte[0], 1))).isEmpty();
    }

    @Test
    void severalMembersAreOneBodyHoweverManyAreEmpty() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        byte[] empty = gzip(new byte[0]);
        for (int i = 0; i < 100_000; i++) members.write(empty);
        members.write(gzip(TEXT));
        assertThat(whole(ContentCoding.GZIP.decode(members.toByteArray(), 100))).isEqualTo(TEXT);
    }

    @Test
    void aHeaderWithEverythingInItIsPassedOver() throws IOException {
        byte[] plain = gzip(TEXT);
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.write(plain, 0, 3);
        named.write(4 + 8 + 16 + 2);
        named.write(plain, 4, 6);
        named.write(HexFormat.of().parseHex("0200abcd" + "6100" + "6200" + "0000"));
        named.write(plain, 10, plain.length - 10);
        assertThat(whole(ContentCoding.GZIP.decode(named.toByteArray(), 100))).isEqualTo(TEXT);
    }

    @Test
    void aBombIsGivenUpAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50 << 20]);
        assertThat(bomb.length).isLessThan(60_000);
        assertThat(ContentCoding.GZIP.decode(bomb, 1 << 20)).isInstanceOf(Inflation.Result.TooLarge.class);
        assertThat(ContentCoding.GZIP.decode(gzip(TEXT), TEXT.length - 1))
                .isInstanceOf(Inflation.Result.TooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GZIP", "DEFLATE"})
    void whatIsCutOffAnywhereOrWrongAnywhereIsBroken(ContentCoding coding) throws IOException {
        byte[] right = coding == ContentCoding.GZIP ? gzip(TEXT) : deflate(TEXT, false);
        for (int length = 1; length < right.length; length++) {
            assertThat(coding.decode(Arrays.copyOf(right, length), 1000))
                    .as("the first " + length + " bytes")
                    .isInstanceOf(Inflation.Result.Broken.class);
        }
        byte[] longer = Arrays.copyOf(right, right.length + 1);
        assertThat(coding.decode(longer, 1000)).isInstanceOf(Inflation.Result.Broken.class);
        byte[] wrong = right.clone();
        wrong[wrong.length - 5] ^= 1;
        assertThat(coding.decode(wrong, 1000)).isInstanceOf(Inflation.Result.Broken.class);
        assertThat(coding.decode(TEXT, 1000))
                .asString()
                .contains("the body is no " + coding.name().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "X-GZIP,GZIP", " Deflate ,DEFLATE", "identity,IDENTITY"})
    void aCodingIsKnownByItsName(String header, ContentCoding coding) {
        assertThat(ContentCoding.of(header)).contains(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "gzip;q=1"})
    void anyOtherIsUnknown(String header) {
        assertThat(ContentCoding.of(header)).isEmpty();
    }
}
