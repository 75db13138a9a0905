package dev.firstline.cli.command;

import dev.firstline.cli.remote.Services;
import dev.firstline.cli.text.ExecutionText;
import dev.firstline.cli.text.Json;
import dev.firstline.proto.remediation.v1.KillSwitch.Scope;
import dev.firstline.proto.remediation.v1.SetKillSwitchRequest;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops or allows actions. */
@Command(
        name = "kill-switch",
        mixinStandardHelpOptions = true,
        description = "Stops (on) or allows (off) actions: all, those of a runbook, or those on a target.",
        footer = {"", "Which ones are on: ./firstline runbooks"})
final class KillSwitch extends RemoteCommand {

    /** Which way it is set. */
    enum Position {
        ON,
        OFF
    }

    @Parameters(paramLabel = "on|off")
    private Position position;

    @ArgGroup
    private Which which;

    @Option(names = "--reason", description = "Why; needed to stop.")
    private String reason = "";

    /** What it stops, where not everything. */
    static final class Which {

        @Option(names = "--runbook", paramLabel = "NAME", description = "Only this runbook's actions.")
        private String runbook;

        @Option(
                names = "--target",
                paramLabel = "TARGET",
                description = "Only actions on this target, as a plan names it.")
        private String target;
    }

    @Override
    void run(Services services) {
        boolean on = position == Position.ON;
        if (on && reason.isBlank()) throw wrongUsage("say why with --reason: whoever meets the switch reads it");
        SetKillSwitchRequest.Builder request = SetKillSwitchRequest.newBuilder()
                .setRequestId(newRequestId())
                .setOn(on)
                .setReason(reason);
        if (which == null) request.setScope(Scope.SCOPE_EVERYTHING);
        else if (which.runbook != null) request.setScope(Scope.SCOPE_RUNBOOK).setName(which.runbook);
        else request.setScope(Scope.SCOPE_TARGET).setName(which.target);
        dev.firstline.proto.remediation.v1.KillSwitch now = services.remediation(
                        remediation -> remediation.setKillSwitch(request.build()))
                .getKillSwitch();
        out().print(asJson() ? Json.of(now) + "\n" : ExecutionText.killSwitch(now));
    }
}
