package dev.firstline.remediation.config;

import dev.firstline.remediation.domain.Condition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/**
 * A condition in the Common Expression Language over maps, lists, texts and numbers.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">CEL, language definition</a>
 */
final class Cel implements Condition {

    private static final ScriptHost HOST = ScriptHost.newBuilder().build();

    private final String text;
    private final Script script;

    private Cel(String text, Script script) {
        this.text = text;
        this.script = script;
    }

    /**
     * Compiles an expression.
     *
     * @param variables the names that it may use
     * @throws IllegalArgumentException naming what is wrong, in one line
     */
    static Cel compile(String text, List<String> variables) {
        List<Decl> declarations =
                variables.stream().map(name -> Decls.newVar(name, Decls.Dyn)).toList();
        try {
            return new Cel(
                    text, HOST.buildScript(text).withDeclarations(declarations).build());
        } catch (ScriptException wrong) {
            throw new IllegalArgumentException(inOneLine(wrong.getMessage()), wrong);
        }
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Answer ask(Map<String, Object> variables) {
        try {
            Object answer = script.execute(Object.class, variables);
            return answer instanceof Boolean holds
                    ? new Answer.Is(holds)
                    : new Answer.CannotSay("it is no yes-or-no question, but answers " + answer);
        } catch (ScriptException | RuntimeException cannot) {
            return new Answer.CannotSay(inOneLine(cannot.getMessage()));
        }
    }

    /** The library draws a picture with a caret; a problem is one line. */
    private static String inOneLine(String message) {
        return Stream.of(Objects.requireNonNullElse(message, "no reason given").split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("|"))
                .map(line -> line.replaceFirst("^(check|parse) failed: ", "")
                        .replaceFirst("^ERROR: <input>:\\d+:(\\d+): ", "at character $1: "))
                .reduce((one, other) -> one + "; " + other)
                .orElse("no reason given");
    }
}
