package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionState;
import dev.firstline.proto.remediation.v1.GetExecutionRequest;
import dev.firstline.proto.remediation.v1.ListExecutionsRequest;
import dev.firstline.proto.remediation.v1.ListExecutionsResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists executions, or shows one. */
@Command(
        name = "executions",
        mixinStandardHelpOptions = true,
        description =
                "Lists runs of runbooks, the most recently begun first; with an ID, shows that one with its steps and guards.")
final class Executions extends RemoteCommand {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "An execution's id.")
    private String id = "";

    @Option(names = "--incident", paramLabel = "ID", description = "Only those of this incident.")
    private String incident = "";

    @Option(names = "--runbook", paramLabel = "NAME", description = "Only those of this runbook.")
    private String runbook = "";

    @Option(
            names = "--state",
            converter = EnumWords.OfExecutionState.class,
            paramLabel = "running|waiting-for-approval|finished|cancelled")
    private ExecutionState state = ExecutionState.EXECUTION_STATE_UNSPECIFIED;

    @Option(names = "--limit", defaultValue = "50", description = "At most so many; ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    void run(Services services) {
        if (!id.isEmpty()) {
            Execution one = get(services, id);
            out().print(asJson() ? Json.of(one) + "\n" : ExecutionText.whole(one));
            return;
        }
        List<Execution> found = of(services, limit, request -> request.setIncidentId(incident)
                .setRunbook(runbook)
                .setState(state));
        if (asJson()) out().println("{\"executions\": " + Json.of(found) + "}");
        else if (found.isEmpty()) out().println("No executions.");
        else out().print(ExecutionText.list(found, surroundings().clock().instant()));
    }

    static Execution get(Services services, String id) {
        return services.remediation(remediation -> remediation.getExecution(
                        GetExecutionRequest.newBuilder().setExecutionId(id).build()))
                .getExecution();
    }

    static List<Execution> of(Services services, int limit, UnaryOperator<ListExecutionsRequest.Builder> which) {
        return Pages.read(limit, ask -> {
            ListExecutionsRequest request = which.apply(ListExecutionsRequest.newBuilder())
                    .setPageSize(ask.size())
                    .setPageToken(ask.token())
                    .build();
            ListExecutionsResponse page = services.remediation(remediation -> remediation.listExecutions(request));
            return new Pages.Page<>(page.getExecutionsList(), page.getNextPageToken());
        });
    }
}
