package dev.firstline.ingest.source.verification;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a message of SNS says about itself, as it is signed.
 *
 * @param type Notification, SubscriptionConfirmation or UnsubscribeConfirmation
 * @param topicArn the topic that it claims to come from
 * @param time when SNS made it
 * @param algorithm the JCA name of the signature's algorithm
 * @param signature its bytes
 * @param certificateUrl where the certificate is said to lie
 * @param subscribeUrl where a subscription is confirmed; empty for a notification
 * @param signed the bytes that were signed
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html">
 *     Verifying the signature of an Amazon SNS message</a>
 */
record SnsMessage(
        String type,
        String topicArn,
        Instant time,
        String algorithm,
        byte[] signature,
        String certificateUrl,
        String subscribeUrl,
        byte[] signed) {

    static final String CONFIRMATION = "SubscriptionConfirmation";

    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    /** An envelope nests attributes and their values, nothing else; SNS allows ten of them and 256 kB. */
    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxTokenCount(1_000)
                            .maxStringLength(1_000_000)
                            .maxNameLength(500)
                            .build())
                    .build())
            .readerFor(JsonNode.class);

    /** Reads a body; empty where it isn't a signed message of SNS. */
    static Optional<SnsMessage> parse(byte[] body) {
        try {
            JsonNode root = READER.readTree(body);
            return root == null || !root.isObject() ? Optional.empty() : Optional.of(read(root));
        } catch (IOException | IllegalArgumentException | DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static SnsMessage read(JsonNode root) {
        String type = text(root, "Type");
        boolean notification = type.equals("Notification");
        if (!notification && !type.equals(CONFIRMATION) && !type.equals("UnsubscribeConfirmation")) {
            throw new IllegalArgumentException("no type of SNS: " + type);
        }
        String algorithm =
                switch (text(root, "SignatureVersion")) {
                    case "1" -> "SHA1withRSA";
                    case "2" -> "SHA256withRSA";
                    default -> throw new IllegalArgumentException("no version of a signature that is known");
                };
        return new SnsMessage(
                type,
                text(root, "TopicArn"),
                Instant.parse(text(root, "Timestamp")),
                algorithm,
                Base64.getDecoder().decode(text(root, "Signature")),
                text(root, "SigningCertURL"),
                notification ? "" : text(root, "SubscribeURL"),
                signed(root, notification ? OF_NOTIFICATION : OF_CONFIRMATION));
    }

    private static byte[] signed(JsonNode root, List<String> names) {
        StringBuilder signed = new StringBuilder();
        for (String name : names) {
            // A subject is signed only where there is one.
            if (name.equals("Subject") && !root.hasNonNull(name)) continue;
            signed.append(name).append('\n').append(text(root, name)).append('\n');
        }
        return signed.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode root, String name) {
        JsonNode value = root.path(name);
        if (!value.isTextual()) throw new IllegalArgumentException(name + " is no text");
        return value.textValue();
    }
}
