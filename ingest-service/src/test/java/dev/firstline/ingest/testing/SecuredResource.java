package dev.firstline.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same configuration over TLS and nothing else, as docs/configuration.md says, with a certificate made for the run. */
public class SecuredResource extends IngestResource {

    private static final Path FOLDER = Path.of("target", "tls").toAbsolutePath();

    private static final String PASSWORD = "changeit";

    /** Where the certificate lies, in PEM. */
    public static Path certificate() {
        return FOLDER.resolve("tls.crt");
    }

    @Override
    public Map<String, String> start() {
        makeCertificate();
        Map<String, String> config = new HashMap<>(super.start());
        config.put("quarkus.http.test-ssl-port", config.get("quarkus.http.test-port"));
        config.put("quarkus.http.insecure-requests", "disabled");
        config.put("quarkus.tls.firstline.key-store.pem.0.cert", certificate().toString());
        config.put(
                "quarkus.tls.firstline.key-store.pem.0.key",
                FOLDER.resolve("tls.key").toString());
        config.put("quarkus.tls.firstline.trust-store.pem.certs", certificate().toString());
        config.put("quarkus.tls.firstline.reload-period", "1h");
        config.put("quarkus.http.tls-configuration-name", "firstline");
        config.put("quarkus.grpc.clients.triage.tls-configuration-name", "firstline");
        config.put("quarkus.grpc.clients.triage.plain-text", "false");
        config.put("firstline.triage.addresses", "localhost:" + config.get("quarkus.http.test-port"));
        config.put("quarkus.grpc.clients.ingest.tls-configuration-name", "firstline");
        config.put("quarkus.grpc.clients.ingest.plain-text", "false");
        config.put("quarkus.grpc.clients.ingest.use-quarkus-grpc-client", "true");
        // Spans are looked at here as well: the SDK is on, and nobody listens where it would send them.
        config.put("firstline.telemetry.disabled", "false");
        config.put("firstline.telemetry.otlp-endpoint", "http://127.0.0.1:9");
        return config;
    }

    /** Signed by itself, for the address of this machine and for the name by which triage is called. */
    private static void makeCertificate() {
        Path store = FOLDER.resolve("made.p12");
        try {
            Files.createDirectories(FOLDER);
            Files.deleteIfExists(store);
            keytool(store);
            KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            pem(
                    "tls.key",
                    "PRIVATE KEY",
                    made.getKey("own", PASSWORD.toCharArray()).getEncoded());
            pem("tls.crt", "CERTIFICATE", made.getCertificate("own").getEncoded());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void pem(String file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                FOLDER.resolve(file), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static void keytool(Path store) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments =
                "-genkeypair -alias own -keyalg EC -dname CN=firstline -validity 2 -ext san=ip:127.0.0.1,dns:localhost"
                        + " -storetype PKCS12 -storepass " + PASSWORD;
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new AssertionError(said);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
