package dev.firstline.ingest.source.verification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A signature of the raw body in a header, several separated by commas while the vendor rotates its secret.
 *
 * @param header the header's name, in lower case
 * @param algorithm how it is made
 * @param encoding how its bytes are written
 * @param prefix what stands before each signature ({@code v1=}); those with another one are passed over
 * @param timestampHeader the header with the time in seconds or milliseconds since 1970, which is signed with a colon before the body;
 *     empty where no time is signed
 * @param replayWindow how far that time may be from our own
 */
public record HmacSignature(
        String header,
        Algorithm algorithm,
        Encoding encoding,
        String prefix,
        String timestampHeader,
        Duration replayWindow)
        implements Verification {

    /** Each costs one comparison a secret; vendors send two while they rotate. */
    private static final int MAX_SIGNATURES = 8;

    private static final int MAX_TIME_DIGITS = 15;
    private static final long FIRST_IN_MILLIS = 100_000_000_000L;

    /** HMAC-SHA256 of the raw body in hexadecimal digits, without a time: what most vendors send. */
    public static HmacSignature sha256Hex(String header, String prefix) {
        return new HmacSignature(header, Algorithm.SHA256, Encoding.HEX, prefix, "", Duration.ZERO);
    }

    /** The hash inside the HMAC. SHA-1 is broken for signatures of documents, not for this use (RFC 6151 and 6194). */
    public enum Algorithm {
        SHA1,
        SHA256,
        SHA384,
        SHA512;

        static Optional<Algorithm> parse(String word) {
            String plain = word.strip().toUpperCase(Locale.ROOT).replace("-", "");
            for (Algorithm algorithm : values()) {
                if (algorithm.name().equals(plain)) return Optional.of(algorithm);
            }
            return Optional.empty();
        }

        private String jca() {
            return "Hmac" + name();
        }
    }

    /** How bytes are written. */
    public enum Encoding {
        HEX,
        BASE64;

        static Optional<Encoding> parse(String word) {
            return switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "hex" -> Optional.of(HEX);
                case "base64" -> Optional.of(BASE64);
                default -> Optional.empty();
            };
        }

        private byte[] decode(String text) {
            return this == HEX
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        }
    }

    @Override
    public Proof proof(Sent sent) {
        List<byte[]> signatures = signatures(sent.header(header));
        if (signatures.isEmpty()) return new Proof.Missing();
        if (timestampHeader.isEmpty()) {
            return new Proof.Signed(algorithm.jca(), new byte[0], signatures, new Proof.Time.Unsigned());
        }
        String written = sent.header(timestampHeader).strip();
        Optional<Instant> at = time(written);
        if (at.isEmpty()) return new Proof.Missing();
        byte[] before = (written + ":").getBytes(StandardCharsets.UTF_8);
        return new Proof.Signed(algorithm.jca(), before, signatures, new Proof.Time.At(at.get(), replayWindow));
    }

    @Override
    public String challenge() {
        return "Signature";
    }

    private List<byte[]> signatures(String value) {
        List<byte[]> signatures = new ArrayList<>(1);
        for (String part : value.split(",", MAX_SIGNATURES + 1)) {
            String one = part.strip();
            if (signatures.size() == MAX_SIGNATURES || !one.startsWith(prefix) || one.length() == prefix.length()) {
                continue;
            }
            try {
                signatures.add(encoding.decode(one.substring(prefix.length())));
            } catch (IllegalArgumentException notOfThisEncoding) {
                continue;
            }
        }
        return signatures;
    }

    private static Optional<Instant> time(String written) {
        if (written.isEmpty() || written.length() > MAX_TIME_DIGITS) return Optional.empty();
        try {
            long number = Long.parseLong(written);
            return Optional.of(
                    Math.abs(number) < FIRST_IN_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
