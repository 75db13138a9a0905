package dev.firstline.cli.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts processes that outlive the one that starts them, and are no business of its terminal. */
final class Detached {

    private static final Optional<Path> SETSID = onPath("setsid");

    private Detached() {}

    /**
     * Starts a program in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
     *
     * @param log takes all its output, after what is there
     * @param environment added to this process's
     */
    static ProcessHandle start(List<String> command, Path workingDirectory, Path log, Map<String, String> environment) {
        List<String> whole = new ArrayList<>();
        // setsid replaces itself by the program: the id stays. A system without it keeps the process group of this one.
        SETSID.ifPresent(program -> whole.add(program.toString()));
        whole.addAll(command);
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(workingDirectory.toFile())
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start().toHandle();
        } catch (IOException failure) {
            throw new NotStarted("can't start " + command.getFirst() + ": " + failure.getMessage(), failure);
        }
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
