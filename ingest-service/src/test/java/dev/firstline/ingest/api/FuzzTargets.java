package dev.firstline.ingest.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.ingest.source.verification.Basic;
import dev.firstline.ingest.source.verification.Bearer;
import dev.firstline.ingest.source.verification.HmacSignature;
import dev.firstline.ingest.source.verification.Sns;
import dev.firstline.ingest.source.verification.SnsCertificates;
import dev.firstline.ingest.source.verification.SnsHost;
import dev.firstline.ingest.source.verification.Token;
import dev.firstline.ingest.source.verification.Verification;
import dev.firstline.ingest.source.verification.VerificationSettings;
import dev.firstline.ingest.testing.AdapterClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Everything that strangers can reach; adapters are found by being there. */
final class FuzzTargets {

    /** Inputs that once found something, or that no sample shows: a folder for each target. */
    static final Path INPUTS = Path.of("src", "test", "resources", "fuzz");

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";

    /** The fields of a source of the type generic, a pointer and an expression of each kind among them. */
    private static final Map<String, String> FIELDS = Map.of(
            "alerts", "/alerts",
            "id", "alert.project + '/' + alert.branch",
            "labels", "/labels",
            "state", "alert.state == 'failed' ? 'firing' : 'resolved'",
            "title", "/title",
            "started_time", "/since",
            "source_order", "int(alert.number) + 1");

    private FuzzTargets() {}

    static List<FuzzTarget> all() {
        List<FuzzTarget> targets = new ArrayList<>();
        for (SourceAdapter adapter : AdapterClasses.all()) targets.add(new FuzzedAdapter(adapter.type(), adapter));
        AdapterClasses.all().stream()
                .filter(adapter -> adapter.type().equals("generic"))
                .forEach(generic -> targets.add(new FuzzedAdapter("generic-with-fields", generic.with(FIELDS))));
        String secret = FuzzedProof.SECRET;
        String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        targets.add(FuzzedProof.shown("bearer", new Bearer(), "authorization", "Bearer " + secret, secret));
        // Base64 can be written in several ways; what comes before the last letters can't.
        targets.add(FuzzedProof.shown("basic", new Basic(), "authorization", "Basic " + basic, basic.substring(0, 20)));
        targets.add(FuzzedProof.shown("token", new Token().with(settings()), "?token", secret, secret));
        targets.add(signed("hmac", HmacSignature.sha256Hex("x-signature", "sha256="), ""));
        targets.add(signed(
                "hmac-with-time",
                new HmacSignature(
                        "x-signature",
                        HmacSignature.Algorithm.SHA256,
                        HmacSignature.Encoding.HEX,
                        "sha256=",
                        "x-time",
                        Duration.ofMinutes(5)),
                Long.toString(FuzzedProof.NOW.getEpochSecond())));
        targets.add(new FuzzedProof("sns", sns(), FuzzTargets::holdsWhatSnsSigned, List.of()));
        targets.add(new FuzzedInflation(ContentCoding.GZIP));
        targets.add(new FuzzedInflation(ContentCoding.DEFLATE));
        targets.add(new FuzzedAddress());
        return targets;
    }

    static FuzzTarget named(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a target begins with: its seeds, and its inputs that are kept. */
    static List<byte[]> inputs(FuzzTarget target) {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        Path kept = INPUTS.resolve(target.name());
        if (!Files.isDirectory(kept)) return inputs;
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.sorted().toList()) inputs.add(Files.readAllBytes(file));
            return inputs;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static VerificationSettings settings() {
        return new VerificationSettings("", "", "", "", "", Duration.ZERO, "token", List.of(TOPIC));
    }

    /** A signature, where the fuzzer can only guess: it is held against one that is made here, of the body that came. */
    private static FuzzTarget signed(String name, Verification verification, String time) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("x-signature", "sha256=" + hmac(time, body), "x-time", time);
        return new FuzzedProof(
                name,
                verification,
                request -> request.header("x-signature")
                        .toLowerCase(Locale.ROOT)
                        .contains(hmac(
                                time.isEmpty() ? "" : request.header("x-time").strip(), request.body())),
                List.of(new FuzzedRequest(headers, body).written()));
    }

    private static boolean holdsWhatSnsSigned(FuzzedRequest request) {
        try {
            return new ObjectMapper()
                    .readTree(request.body())
                    .path("Message")
                    .asText()
                    .startsWith("all is\nwell");
        } catch (IOException none) {
            return false;
        }
    }

    private static String hmac(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(FuzzedProof.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            if (!time.isEmpty()) mac.update((time + ":").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** SNS with one certificate, whose key is lost: it has signed the messages among the kept inputs, and signs nothing else. */
    private static Verification sns() {
        try {
            byte[] certificate = Files.readAllBytes(INPUTS.resolve("sns.pem"));
            SnsHost host = address -> Optional.of(certificate);
            return new Sns(new SnsCertificates(host), host).with(settings());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
