package dev.firstline.cli.command;

import picocli.CommandLine.Option;

/** How a command answers. */
final class OutputOption {

    /** For people or for programs. */
    enum Form {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to answer; ${DEFAULT-VALUE} where nothing is said.")
    private Form form;

    boolean json() {
        return form == Form.JSON;
    }
}
