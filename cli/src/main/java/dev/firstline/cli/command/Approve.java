package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.Surroundings;
import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.remediation.v1.ApproveRequest;
import dev.firstline.proto.remediation.v1.Execution;
import dev.firstline.proto.remediation.v1.ExecutionState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to one plan. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description =
                "Says yes to the plan of an execution, after showing it; all guards are asked again before anything is done.",
        footer = {"", "Where nobody can be asked (no terminal), --plan has to name the plan."})
final class Approve extends RemoteCommand {

    @Parameters(paramLabel = "EXECUTION", description = "The execution's id.")
    private String id;

    @Option(names = "--plan", paramLabel = "HASH", description = "Approves this plan without asking, and no other.")
    private String plan = "";

    @Option(names = "--reason", description = "Why, for the timeline.")
    private String reason = "";

    @Override
    void run(Services services) {
        String hash = plan.isEmpty() ? agreedPlan(services) : plan;
        Execution now = services.remediation(remediation -> remediation.approve(ApproveRequest.newBuilder()
                        .setRequestId(newRequestId())
                        .setExecutionId(id)
                        .setPlanHash(hash)
                        .setReason(reason)
                        .build()))
                .getExecution();
        out().print(asJson() ? Json.of(now) + "\n" : ExecutionText.whole(now));
    }

    private String agreedPlan(Services services) {
        Execution execution = Executions.get(services, id);
        String hash = waitingPlan(execution);
        Surroundings.Person person = surroundings()
                .person()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "nobody can be asked here: look at it with executions " + id + ", then approve with --plan "
                                + hash));
        out().print(ExecutionText.plan(execution.getPlan()));
        out().flush();
        if (person.agrees("Do this?")) return hash;
        throw new CommandFailed(ExitCode.FAILED, "not approved; to say no for good: ./firstline reject " + id);
    }

    /** The hash of the plan that waits for a yes. */
    static String waitingPlan(Execution execution) {
        if (execution.getState() == ExecutionState.EXECUTION_STATE_WAITING_FOR_APPROVAL) {
            return execution.getPlan().getHash();
        }
        throw new CommandFailed(
                ExitCode.FAILED,
                "execution " + execution.getId() + " waits for nobody: " + ExecutionText.standing(execution));
    }
}
