package dev.firstline.ingest.source.verification;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The certificates that SNS signs with, fetched once each. The file holds the certificate alone, so that no chain can be built of it;
 * AWS' own SDKs don't either. What vouches for it is the connection: it is fetched over TLS from SNS' own host, whose chain and name
 * the JDK checks.
 */
@Singleton
public class SnsCertificates {

    /** SNS signs with one certificate a region, and changes it once a year. */
    private static final int MAX_KNOWN = 50;

    private static final Duration MISS_KEPT = Duration.ofMinutes(1);

    private final SnsHost host;
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

    public SnsCertificates(SnsHost host) {
        this.host = host;
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
        Optional<X509Certificate> certificate = host.get(address).flatMap(SnsCertificates::parse);
        Instant until = certificate.map(one -> one.getNotAfter().toInstant()).orElse(now.plus(MISS_KEPT));
        return new Found(certificate, until);
    }

    private static Optional<X509Certificate> parse(byte[] pem) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        } catch (CertificateException none) {
            return Optional.empty();
        }
    }
}
