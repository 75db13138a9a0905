package dev.firstline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firstline.cli.command.Shell.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    private static final String RUNBOOK = """
            runbook: %s
            match: alert.name == "PaymentErrors"
            steps:
              - id: failing
                query: {connector: prometheus, expr: up}
              - conclude: {when: 'true', verdict: NEEDS_ATTENTION, say: look}
            """;

    @TempDir
    Path folder;

    private Ran check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.in(folder).run(all);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void whatComesWithTheProjectIsRight() {
        Ran ran = check(Path.of("../docs/examples").toString());
        assertThat(ran.out()).contains("policy.yaml: right (policy)", "catalogue.yaml: right (catalogue)");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void everythingThatIsWrongIsToldWithFileAndLine() throws IOException {
        String policy = file("p.yaml", "group_wait: soon\nrules:\n  - name: a\n    when: labels.x ==\n");
        String catalogue = file("c.yaml", "services:\n  shop:\n    taem: a\n");
        Ran ran = check(policy, catalogue);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains(policy + ":1: ", policy + ":4: ", catalogue + ":3: ");
    }

    @Test
    void twoRunbooksOfOneNameAreAProblemOfTheirFolder() throws IOException {
        file("a.yaml", RUNBOOK.formatted("same"));
        assertThat(check(folder.toString()).exitCode()).isZero();
        file("b.yaml", RUNBOOK.formatted("same"));
        assertThat(check(folder.toString()).out()).contains("'same' is also in");
    }

    @Test
    void aFileThatIsNothingOfOursIsSaidToBeSo() throws IOException {
        assertThat(check(file("x.yaml", "a: 1\n")).out()).contains("is neither a policy");
        assertThat(check(file("y.yaml", "a: [\n")).exitCode()).isEqualTo(1);
        assertThat(check(folder.resolve("missing.yaml").toString()).err()).contains("there is no file");
    }

    @Test
    void asJsonEachProblemHasItsFileLineAndMessage() throws IOException {
        JsonObject first = JsonParser.parseString(
                        check("-o", "json", file("c.yaml", "services:\n  shop:\n    taem: a\n"))
                                .out())
                .getAsJsonObject()
                .getAsJsonArray("problems")
                .get(0)
                .getAsJsonObject();
        assertThat(first.get("line").getAsInt()).isEqualTo(3);
        assertThat(first.get("message").getAsString()).contains("team");
    }
}
