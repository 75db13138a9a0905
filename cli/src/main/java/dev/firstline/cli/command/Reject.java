package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.RejectRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says no to one plan. */
@Command(name = "reject", mixinStandardHelpOptions = true, description = "Says no to the plan of an execution.")
final class Reject extends RemoteCommand {

    @Parameters(paramLabel = "EXECUTION", description = "The execution's id.")
    private String id;

    @Option(
            names = "--plan",
            paramLabel = "HASH",
            description = "Only this plan; the one that waits where nothing is said.")
    private String plan = "";

    @Option(names = "--reason", description = "Why, for the timeline.")
    private String reason = "";

    @Override
    void run(Services services) {
        String hash = plan.isEmpty() ? Approve.waitingPlan(Executions.get(services, id)) : plan;
        Execution now = services.remediation(remediation -> remediation.reject(RejectRequest.newBuilder()
                        .setRequestId(newRequestId())
                        .setExecutionId(id)
                        .setPlanHash(hash)
                        .setReason(reason)
                        .build()))
                .getExecution();
        out().print(asJson() ? Json.of(now) + "\n" : ExecutionText.whole(now));
    }
}
