package dev.firstline.triage.rule;

import dev.firstline.triage.domain.Condition;
import dev.firstline.triage.domain.Facts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.BoolT;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.Val;

/**
 * Conditions in the Common Expression Language.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">CEL language definition</a>
 */
public final class CelConditions implements Condition.Compiler {

    private static final String KNOWN = "labels, title, description, service, environment, source, severity, status, "
            + "occurrences, affected_ratio";

    private static final String COUNTS =
            "; occurrences is a number, how often the alert has fired in its life: occurrences > 5";

    private final Env env = Env.newEnv(EnvOption.declarations(
            Decls.newVar("labels", Decls.newMapType(Decls.String, Decls.String)),
            Decls.newVar("title", Decls.String),
            Decls.newVar("description", Decls.String),
            Decls.newVar("service", Decls.String),
            Decls.newVar("environment", Decls.String),
            Decls.newVar("source", Decls.String),
            Decls.newVar("severity", Decls.String),
            Decls.newVar("status", Decls.String),
            Decls.newVar("occurrences", Decls.Int),
            Decls.newVar("affected_ratio", Decls.Double)));

    @Override
    public Condition compile(String text) {
        // Not env.compile: it goes on to check what it couldn't parse, and fails with a null pointer.
        Env.AstIssuesTuple parsed = env.parse(text);
        if (parsed.hasIssues()) throw new IllegalArgumentException(words(parsed, text));
        Env.AstIssuesTuple compiled = env.check(parsed.getAst());
        if (compiled.hasIssues()) throw new IllegalArgumentException(words(compiled, text));
        Ast ast = compiled.getAst();
        if (!ast.getResultType().equals(Decls.Bool)) {
            throw new IllegalArgumentException(
                    "it has to be true or false; right would be title == \"…\", for example");
        }
        return new CelCondition(env.program(ast));
    }

    private static String words(Env.AstIssuesTuple compiled, String text) {
        return compiled.getIssues().getErrors().stream()
                        .map(error -> error.getMessage().strip() + " (at character "
                                + (error.getLocation().column() + 1) + ")")
                        .collect(Collectors.joining("; "))
                + "; known are " + KNOWN
                + (text.contains("occurrences(") ? COUNTS : "");
    }

    private record CelCondition(Program program) implements Condition {

        @Override
        public Answer ask(Facts facts) {
            Val answer = program.eval(variables(facts)).getVal();
            if (answer == BoolT.True) return new Answer.Yes();
            if (answer == BoolT.False) return new Answer.No();
            String why = String.valueOf(answer);
            // A label that isn't there is what most alerts have in common: no failure, and no match.
            return Err.isError(answer) && why.contains("no such key") ? new Answer.No() : new Answer.Failed(why);
        }

        private static Map<String, Object> variables(Facts facts) {
            return Map.ofEntries(
                    Map.entry("labels", facts.content().labels()),
                    Map.entry("title", facts.content().title()),
                    Map.entry("description", facts.content().description()),
                    Map.entry("service", facts.content().service()),
                    Map.entry("environment", facts.content().environment()),
                    Map.entry("source", facts.source()),
                    Map.entry("severity", facts.content().severity().word()),
                    Map.entry("status", facts.firing() ? "firing" : "resolved"),
                    Map.entry("occurrences", facts.occurrences()),
                    Map.entry("affected_ratio", facts.affectedRatio()));
        }
    }

    /** The names that a condition can use. */
    public static List<String> names() {
        return List.of(KNOWN.split(", "));
    }
}
