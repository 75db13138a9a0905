package dev.firstline.ingest.source.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate, the authority that made it, and the one above: what leads from one to the other. */
class CertificateChainTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:44:19Z");
    private static final URI ADDRESS =
            URI.create("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem");
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static X509Certificate root;
    private static X509Certificate between;
    private static X509Certificate sns;

    private final CertificateChain chain = new CertificateChain(Set.of(new TrustAnchor(root, null)));

    @BeforeAll
    static void makeCertificates() throws Exception {
        make("root", "bc:c");
        make("between", "bc:c", "-signer", "root");
        make("sns", "SAN=dns:sns.amazonaws.com", "-signer", "between");
        KeyStore store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        root = (X509Certificate) store.getCertificate("root");
        between = (X509Certificate) store.getCertificate("between");
        sns = (X509Certificate) store.getCertificate("sns");
    }

    private static void make(String alias, String extension, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-ext",
                extension,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-startdate",
                "2026/11/01 00:00:00",
                "-validity",
                "365",
                "-storepass",
                PASSWORD,
                "-keystore",
                folder.resolve("keys.p12").toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) throw new IllegalStateException(said);
    }

    private static byte[] pem(X509Certificate... certificates) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Optional<X509Certificate> fetched(byte[] file) {
        return new SnsCertificates(address -> Optional.of(file), chain).at(ADDRESS, NOW);
    }

    @Test
    void aChainLeadsOverThoseThatComeAlongInAnyOrder() {
        assertThat(chain.holds(List.of(sns, between), NOW)).isTrue();
        assertThat(chain.holds(List.of(sns, root, between), NOW)).isTrue();
    }

    @Test
    void aChainWithAGapOrToAStrangerOrOutOfItsTimeLeadsNowhere() {
        assertThat(chain.holds(List.of(sns), NOW)).isFalse();
        assertThat(new CertificateChain(Set.of(new TrustAnchor(sns, null))).holds(List.of(between, root), NOW))
                .isFalse();
        assertThat(chain.holds(List.of(sns, between), NOW.plusSeconds(400L * 86_400)))
                .isFalse();
        assertThat(CertificateChain.toTheJdks().holds(List.of(sns, between, root), NOW))
                .as("the JDK doesn't know our authority, even where its certificate comes along")
                .isFalse();
    }

    @Test
    void aFileWithAuthoritiesIsHeldAgainstThemAndOneWithoutIsVouchedForByItsHost() throws Exception {
        assertThat(fetched(pem(sns, between))).contains(sns);
        assertThat(fetched(pem(sns, root)))
                .as("the authority between is missing")
                .isEmpty();
        assertThat(fetched(pem(sns))).contains(sns);
        assertThat(fetched("no certificate".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
