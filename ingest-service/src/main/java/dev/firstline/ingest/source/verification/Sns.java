package dev.firstline.ingest.source.verification;

import jakarta.inject.Singleton;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The signature of Amazon SNS, versions 1 and 2, of the topics that are named; there is no secret. A subscription is confirmed, by a
 * visit to SNS' own host, only after its message was found to be genuine.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying the signatures</a>
 */
@Singleton
public class Sns implements VerificationMethod {

    private static final Logger LOG = Logger.getLogger(Sns.class);

    /** SNS repeats a delivery for an hour at most; what is older is a replay. */
    private static final Duration REPLAY_WINDOW = Duration.ofMinutes(75);

    private static final int NAME_OF_DNS = 2;

    private final SnsCertificates certificates;
    private final SnsHost host;

    public Sns(SnsCertificates certificates, SnsHost host) {
        this.certificates = certificates;
        this.host = host;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Optional<String> problem(VerificationSettings settings) {
        if (settings.topics().isEmpty()) return Optional.of("topics: none is named; name the ARNs of the topics");
        return settings.topics().stream()
                .filter(arn -> SnsTopic.parse(arn).isEmpty())
                .map(arn -> "topics: '" + arn + "' is no topic's ARN; arn:aws:sns:eu-west-1:123456789012:alerts is one")
                .findFirst();
    }

    @Override
    public Verification with(VerificationSettings settings) {
        Map<String, SnsTopic> topics = settings.topics().stream()
                .map(arn -> SnsTopic.parse(arn).orElseThrow())
                .collect(Collectors.toUnmodifiableMap(SnsTopic::arn, Function.identity(), (one, same) -> one));
        return new OfTopics(topics);
    }

    private final class OfTopics implements Verification {

        private final Map<String, SnsTopic> topics;

        private OfTopics(Map<String, SnsTopic> topics) {
            this.topics = topics;
        }

        /** The header only tells the topic early; what counts is the one that is signed. */
        @Override
        public Proof proof(Sent sent) {
            boolean pinned = topics.containsKey(sent.header("x-amz-sns-topic-arn"));
            return pinned ? new Proof.InBody(this::isGenuine) : new Proof.Missing();
        }

        @Override
        public String challenge() {
            return "Signature";
        }

        private boolean isGenuine(byte[] body, Instant now) {
            SnsMessage message = SnsMessage.parse(body).orElse(null);
            SnsTopic topic = message == null ? null : topics.get(message.topicArn());
            if (topic == null || !isSigned(message, topic, now)) return false;
            if (message.type().equals(SnsMessage.CONFIRMATION)) return confirm(message, topic);
            if (message.type().equals("UnsubscribeConfirmation")) LOG.warnf("%s is subscribed no longer", topic.arn());
            return true;
        }
    }

    private boolean isSigned(SnsMessage message, SnsTopic topic, Instant now) {
        if (Duration.between(message.time(), now).abs().compareTo(REPLAY_WINDOW) > 0) return false;
        return topic.certificate(message.certificateUrl())
                .flatMap(address -> certificates.at(address, now))
                .filter(certificate -> isOf(certificate, topic, now))
                .filter(certificate -> isSigned(message, certificate))
                .isPresent();
    }

    private static boolean isOf(X509Certificate certificate, SnsTopic topic, Instant now) {
        boolean valid = !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
        return valid && names(certificate).stream().anyMatch(topic.certificateNames()::contains);
    }

    private static Set<String> names(X509Certificate certificate) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) return Set.of();
            return alternatives.stream()
                    .filter(name -> name.get(0).equals(NAME_OF_DNS))
                    .map(name -> name.get(1).toString())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }

    private static boolean isSigned(SnsMessage message, X509Certificate certificate) {
        try {
            Signature check = Signature.getInstance(message.algorithm());
            check.initVerify(certificate.getPublicKey());
            check.update(message.signed());
            return check.verify(message.signature());
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    private boolean confirm(SnsMessage message, SnsTopic topic) {
        URI address = topic.confirmation(message.subscribeUrl()).orElse(null);
        if (address == null) return false;
        boolean confirmed = host.get(address).isPresent();
        if (confirmed) LOG.infof("the subscription to %s is confirmed", topic.arn());
        else LOG.warnf("SNS did not accept the confirmation of the subscription to %s", topic.arn());
        return confirmed;
    }
}
