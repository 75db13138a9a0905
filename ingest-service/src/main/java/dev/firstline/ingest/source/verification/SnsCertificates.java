package dev.firstline.ingest.source.verification;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The certificates that SNS signs with, fetched once each. Where the file also holds the certificates of its authorities, they have to
 * lead to one that the JDK trusts. Where it holds the certificate alone, as SNS has it, no chain can be built of it, and AWS' own SDKs
 * don't either: then what vouches for it is the connection, for it is fetched over TLS from SNS' own host, whose chain and name the JDK
 * checks.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying the signatures</a>
 */
@Singleton
public class SnsCertificates {

    private static final Logger LOG = Logger.getLogger(SnsCertificates.class);

    /** SNS signs with one certificate a region, and changes it once a year. */
    private static final int MAX_KNOWN = 50;

    private static final Duration MISS_KEPT = Duration.ofMinutes(1);

    private final SnsHost host;
    private final CertificateChain chain;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Map<URI, Found> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Found> eldest) {
            return size() > MAX_KNOWN;
        }
    });

    /** What is known of an address, and until when. */
    private record Found(Optional<X509Certificate> certificate, Instant until) {}

    @Inject
    public SnsCertificates(SnsHost host) {
        this(host, CertificateChain.toTheJdks());
    }

    SnsCertificates(SnsHost host, CertificateChain chain) {
        this.host = host;
        this.chain = chain;
    }

    /**
     * The certificate at an address, which has to be one of SNS. Blocks while it is fetched; strangers can't make it fetch more than
     * one at a time, nor one that isn't there more than once a minute.
     *
     * @throws IllegalStateException where SNS doesn't answer: the sender may come again
     */
    Optional<X509Certificate> at(URI address, Instant now) {
        Optional<Found> found = fresh(address, now);
        if (found.isPresent()) return found.get().certificate();
        oneAtATime.lock();
        try {
            Found entry = fresh(address, now).orElseGet(() -> fetched(address, now));
            known.put(address, entry);
            return entry.certificate();
        } finally {
            oneAtATime.unlock();
        }
    }

    private Optional<Found> fresh(URI address, Instant now) {
        return Optional.ofNullable(known.get(address)).filter(entry -> now.isBefore(entry.until()));
    }

    private Found fetched(URI address, Instant now) {
        Optional<X509Certificate> certificate = host.get(address).flatMap(pem -> parse(pem, now));
        Instant until = certificate.map(one -> one.getNotAfter().toInstant()).orElse(now.plus(MISS_KEPT));
        return new Found(certificate, until);
    }

    /** The first one of a file; the others are to vouch for it. */
    private Optional<X509Certificate> parse(byte[] pem, Instant now) {
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.size() > 1 && !chain.holds(certificates, now)) {
                LOG.warnf("the certificates of SNS lead to no authority that is trusted");
                return Optional.empty();
            }
            return certificates.stream().findFirst();
        } catch (CertificateException none) {
            return Optional.empty();
        }
    }
}
