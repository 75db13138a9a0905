package dev.firstline.ingest.source.verification;

import java.time.Duration;
import java.util.List;

/**
 * What can be set about a verification; each method looks at what concerns it.
 *
 * @param header the header that holds the signature; may be empty
 * @param algorithm sha1, sha256, sha384 or sha512
 * @param encoding hex or base64
 * @param prefix what stands before each signature; may be empty
 * @param timestampHeader the header with the time of the signature, which is signed before the body; empty where none is signed
 * @param replayWindow how old, or how far ahead, that time may be
 * @param parameter the query parameter that holds the secret
 * @param topics the ARNs of the topics of SNS that may send
 */
public record VerificationSettings(
        String header,
        String algorithm,
        String encoding,
        String prefix,
        String timestampHeader,
        Duration replayWindow,
        String parameter,
        List<String> topics) {
    public VerificationSettings {
        topics = List.copyOf(topics);
    }
}
