package dev.firstline.cli.command;

import dev.firstline.cli.Surroundings;
import dev.firstline.cli.local.ClusterHome;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands about the cluster on this machine share. */
abstract class LocalCommand {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    Surroundings surroundings() {
        return ((Firstline) spec.root().userObject()).surroundings();
    }

    ClusterHome home() {
        return new ClusterHome(surroundings().home());
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    boolean asJson() {
        return output.json();
    }
}
