package dev.firstline.ingest.source.verification;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whether a certificate leads to an authority that is trusted, over those that come with it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-6">RFC 5280, Certification Path Validation</a>
 */
final class CertificateChain {

    private final Set<TrustAnchor> authorities;

    /**
     * @param authorities those that are trusted; at least one
     */
    CertificateChain(Set<TrustAnchor> authorities) {
        this.authorities = Set.copyOf(authorities);
    }

    /** To one of the authorities that the JDK trusts. */
    static CertificateChain toTheJdks() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            Set<TrustAnchor> authorities = new LinkedHashSet<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (!(manager instanceof X509TrustManager one)) continue;
                for (X509Certificate issuer : one.getAcceptedIssuers()) authorities.add(new TrustAnchor(issuer, null));
            }
            return new CertificateChain(authorities);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has a trust store", impossible);
        }
    }

    /**
     * Whether there is a chain from the first certificate to an authority. Nobody is asked whether one was revoked.
     *
     * @param certificates the one that matters, and those that may vouch for it, in any order
     */
    boolean holds(List<X509Certificate> certificates, Instant now) {
        try {
            X509CertSelector first = new X509CertSelector();
            first.setCertificate(certificates.getFirst());
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(authorities, first);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException none) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK builds chains", impossible);
        }
    }
}
