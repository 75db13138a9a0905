package dev.firstline.platform.rpc;

import java.net.Socket;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes nobody but this very process. Names don't matter for that: a certificate for the name that others know is right on loopback
 * too, and one from an authority is not enough.
 */
final class OwnCertificate extends X509ExtendedTrustManager {

    private final Supplier<KeyStore> own;

    /** @param own what this process shows, asked each time since certificates are renewed */
    OwnCertificate(Supplier<KeyStore> own) {
        this.own = own;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            KeyStore store = own.get();
            for (String alias : Collections.list(store.aliases())) {
                Certificate shown = store.getCertificate(alias);
                if (chain[0].equals(shown)) return;
            }
        } catch (KeyStoreException unreadable) {
            throw new CertificateException(unreadable);
        }
        throw new CertificateException("this is not the certificate of this very process");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
