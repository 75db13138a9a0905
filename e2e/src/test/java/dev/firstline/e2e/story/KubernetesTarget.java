package dev.firstline.e2e.story;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstline.e2e.bed.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The API server that the Kubernetes story acts on: one of its own, or that of the cluster whose kubeconfig {@value #OWN} names, which
 * may apply {@code e2e/kubernetes/firstline.yaml} and create tokens. What Firstline has done to a deployment is counted at the target:
 * from the audit log, or, where the cluster is somebody's own, from the revisions of the deployment's pod
 * template.
 */
final class KubernetesTarget {

    /** The environment's variable. */
    static final String OWN = "FIRSTLINE_E2E_KUBECONFIG";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final boolean own;
    private final String kubectl;

    private KubernetesTarget(Path folder, boolean own, String kubectl) {
        this.folder = folder;
        this.own = own;
        this.kubectl = kubectl;
    }

    /** Starts one, or prepares the user's; the story is skipped where a program is absent. */
    static KubernetesTarget start(Path folder) {
        Optional<String> theirs = Optional.ofNullable(System.getenv(OWN)).filter(not(String::isBlank));
        if (theirs.isPresent()) return prepare(folder, Path.of(theirs.get()));
        Stage.run("kubernetes/start.sh", folder.toString());
        String kubectl = Stage.sourced(folder.resolve("ports")).get("KUBECTL");
        return new KubernetesTarget(folder, false, kubectl);
    }

    private static KubernetesTarget prepare(Path folder, Path kubeconfig) {
        try {
            Files.createDirectories(folder);
            // Flat, since its paths may be relative to where it lies.
            String flat = Stage.command(List.of(
                    "kubectl",
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "config",
                    "view",
                    "--flatten",
                    "--minify",
                    "--raw"));
            Files.writeString(folder.resolve("admin.kubeconfig"), flat);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        KubernetesTarget target = new KubernetesTarget(folder, true, "kubectl");
        Path objects = Stage.checkout().resolve("e2e/kubernetes/firstline.yaml");
        target.kubectl("apply", "-f", objects.toString());
        target.kubectl(
                "wait", "--for=condition=Available", "deployment", "--all", "--namespace=payments", "--timeout=60s");
        Stage.run("kubernetes/token.sh", folder.toString());
        return target;
    }

    /** Stops what was started. */
    void stop() {
        if (!own) Stage.run("kubernetes/stop.sh", folder.toString());
    }

    /** What remediation is given. */
    Path kubeconfig() {
        return folder.resolve("firstline.kubeconfig");
    }

    /** Whether it is somebody's own cluster, where pods behave as pods do and no audit log is at hand. */
    boolean isOwn() {
        return own;
    }

    /** What is not Firstline's; answers what kubectl said. */
    private String kubectl(String... arguments) {
        String mayDoAll = folder.resolve("admin.kubeconfig").toString();
        return Stage.command(Stream.concat(Stream.of(kubectl, "--kubeconfig", mayDoAll), Stream.of(arguments))
                .toList());
    }

    /** Somebody releases another version of a deployment in payments. Returns once the cluster has taken notice. */
    void release(String deployment) {
        long before = revision(deployment);
        kubectl("set", "env", "deployment/" + deployment, "RELEASE=" + UUID.randomUUID(), "--namespace=payments");
        Await.untilTrue("the release", Duration.ofSeconds(60), () -> revision(deployment) > before);
    }

    /** How many patches of a deployment in payments Firstline has sent so far, whatever was answered. */
    long patchesSent(String deployment) {
        return own ? revision(deployment) : patches(deployment, answered -> true);
    }

    /** How many of them the API server has taken. */
    long patchesTaken(String deployment) {
        return own ? revision(deployment) : patches(deployment, answered -> answered / 100 == 2);
    }

    private long patches(String deployment, Predicate<Integer> answered) {
        return requests()
                .filter(request -> request.path("verb").asText().equals("patch"))
                .filter(request -> request.at("/objectRef/namespace").asText().equals("payments"))
                .filter(request -> request.at("/objectRef/name").asText().equals(deployment))
                .filter(request -> answered.test(code(request)))
                .count();
    }

    /** The answers' codes to all that Firstline has asked in a namespace. */
    List<Integer> answers(String namespace) {
        return requests()
                .filter(request -> request.at("/objectRef/namespace").asText().equals(namespace))
                .map(KubernetesTarget::code)
                .toList();
    }

    private static int code(JsonNode request) {
        return request.at("/responseStatus/code").asInt();
    }

    // The API server has written a request's line before it answers.
    private Stream<JsonNode> requests() {
        try {
            return Files.readAllLines(folder.resolve("audit.jsonl")).stream().map(KubernetesTarget::read);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    // The generation moves twice with a restart: once for the template, once for this annotation.
    private long revision(String deployment) {
        return Long.parseLong(kubectl(
                        "get",
                        "deployment",
                        deployment,
                        "--namespace=payments",
                        "--output=jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}")
                .strip());
    }
}
