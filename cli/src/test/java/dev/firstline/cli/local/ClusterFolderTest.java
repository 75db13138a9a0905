package dev.firstline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {

    @TempDir
    Path folder;

    private ClusterHome home;

    @BeforeEach
    void makeFolder() {
        home = new ClusterHome(folder.resolve("home"));
        home.create();
    }

    @Test
    void aTokenIsSignedWithTheFoldersKeyAndSaysWhoAndUntilWhen() throws Exception {
        Tokens tokens = new Tokens(home);
        String token = tokens.of("ann \"the\" first", Instant.ofEpochSecond(4_000_000_000L), "viewer", "approver");
        String[] parts = token.split("\\.");
        JsonObject claims = JsonParser.parseString(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .getAsJsonObject();
        assertThat(claims.get("upn").getAsString()).isEqualTo("ann \"the\" first");
        assertThat(claims.get("exp").getAsLong()).isEqualTo(4_000_000_000L);
        assertThat(claims.getAsJsonArray("groups")).hasSize(2);
        assertThat(isSigned(tokens.publicKey(), parts)).isTrue();
    }

    @Test
    void theKeyStaysAndTheTokensAreRenewedForTheirOwnerOnly() throws IOException {
        new Tokens(home).renew();
        String key = Files.readString(home.keys().resolve("private.pem"));
        new Tokens(home).renew();
        assertThat(home.keys().resolve("private.pem")).hasContent(key);
        for (String name : new String[] {"admin", "sender", "ingest", "triage", "remediation", "notify"}) {
            assertThat(permissions(home.token(name))).isEqualTo("rw-------");
        }
        assertThat(permissions(home.root())).isEqualTo("rwx------");
    }

    @Test
    void aKeyThatCanNotBeReadIsNamed() throws IOException {
        Files.writeString(home.keys().resolve("private.pem"), "nonsense");
        assertThatThrownBy(() -> new Tokens(home))
                .isInstanceOf(NotStarted.class)
                .hasMessageContaining("private.pem");
    }

    @Test
    void secretsStayTheSame() {
        String once = new Secrets(home.secrets()).source("prometheus");
        assertThat(once).hasSize(48);
        assertThat(new Secrets(home.secrets()).source("prometheus")).isEqualTo(once);
    }

    @Test
    void twoCommandsCanNotStartAtOnce() {
        try (ClusterLock held = ClusterLock.of(home)) {
            // Within one process the system refuses by an exception; across processes the lock is simply not given.
            assertThatThrownBy(() -> ClusterLock.of(home)).isInstanceOf(NotStarted.class);
        }
        ClusterLock.of(home).close();
    }

    @Test
    void starterFilesNeverReplaceWhatTheUserHas() throws IOException {
        Path examples = Files.createDirectories(folder.resolve("examples"));
        Files.writeString(examples.resolve("policy.yaml"), "example");
        Files.writeString(Files.createDirectories(examples.resolve("runbooks")).resolve("a.yaml"), "example");
        Files.writeString(home.config().resolve("policy.yaml"), "mine");
        StarterFiles.copy(examples, home);
        assertThat(home.config().resolve("policy.yaml")).hasContent("mine");
        assertThat(home.config().resolve("runbooks/a.yaml")).hasContent("example");
    }

    @Test
    void portsThatAreNoneAreIgnored() throws IOException {
        ClusterPorts.write(home, Map.of("ingest", 8081));
        Files.writeString(home.ports(), "ingest=8081\ntriage=soon\n");
        assertThat(ClusterPorts.read(home)).containsExactly(Map.entry("ingest", 8081));
    }

    @Test
    void aLogsReasonsAreTheTroubleWithoutThePlacesInTheCode() throws IOException {
        Path log = folder.resolve("x.log");
        Files.writeString(log, "ERROR of yesterday\n");
        LogTail tail = LogTail.fromHere(log);
        Files.writeString(log, """
                ERROR of yesterday
                INFO  starting
                ERROR Failed to start: java.lang.IllegalStateException: no policy
                \tat dev.firstline.Some.where(Some.java:1)
                Configuration validation failed:
                \tSRCFG00014: firstline.policy.file is required
                INFO  bye
                """);
        assertThat(tail.reasons())
                .contains("no policy", "SRCFG00014")
                .doesNotContain("yesterday", "Some.java", "starting", "bye");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean isSigned(Path publicKey, String[] parts) throws IOException, GeneralSecurityException {
        String pem = Files.readString(publicKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return check.verify(Base64.getUrlDecoder().decode(parts[2]));
    }
}
