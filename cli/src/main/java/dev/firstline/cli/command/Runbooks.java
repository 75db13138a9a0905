package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.remediation.v1.ListRunbooksRequest;
import dev.firstline.proto.remediation.v1.ListRunbooksResponse;
import picocli.CommandLine.Command;

/** Lists what first aid there is. */
@Command(
        name = "runbooks",
        mixinStandardHelpOptions = true,
        description = "Lists the runbooks in force with their record, and the kill switches that are on.")
final class Runbooks extends RemoteCommand {

    @Override
    void run(Services services) {
        ListRunbooksResponse answer =
                services.remediation(remediation -> remediation.listRunbooks(ListRunbooksRequest.getDefaultInstance()));
        if (asJson()) {
            out().println(Json.of(answer));
            return;
        }
        out().print(
                        answer.getRunbooksCount() == 0
                                ? "No runbooks.\n"
                                : ExecutionText.runbooks(answer.getRunbooksList()));
        out().print(ExecutionText.killSwitches(answer.getKillSwitchesList()));
    }
}
