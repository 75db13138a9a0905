package dev.firstline.cli.local;

import java.util.List;
import java.util.Optional;

/** How a cluster's service processes are found again: by a word on their command line that only they carry. */
final class ProcessMark {

    private static final String OPTION = "-Dfirstline.process=";

    private ProcessMark() {}

    /** The word for a process of this name; it has to stand early on the command line, which is told only in part when it is long. */
    static String of(ClusterHome home, String process) {
        return OPTION + home.run(process);
    }

    /** The running process of this name. */
    static Optional<ProcessHandle> find(ClusterHome home, String process) {
        return carriers(of(home, process) + " ").stream().findFirst();
    }

    /** All service processes of the cluster, replicas included. */
    static List<ProcessHandle> all(ClusterHome home) {
        return carriers(OPTION + home.run(""));
    }

    private static List<ProcessHandle> carriers(String word) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(word))
                        .orElse(false))
                .filter(process -> !Signals.hasEnded(process))
                .toList();
    }
}
