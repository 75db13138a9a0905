package dev.firstline.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.check.FileCheck;
import dev.firstline.platform.configuration.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what is wrong with configuration files, without a server. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Checks policies, catalogues and runbooks without a server; says all that is wrong, with file and line.",
        footer = {"", "Ends with 0 where nothing is wrong, else with 1."})
final class Check extends LocalCommand implements Callable<Integer> {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or folders whose *.yaml and *.yml files are meant.")
    private List<Path> paths;

    @Override
    public Integer call() {
        SortedMap<String, String> contents = contents();
        FileCheck check = Quietly.call(() -> FileCheck.of(contents));
        if (asJson()) out().println(GSON.toJson(Map.of("problems", check.problems())));
        else tell(check);
        return check.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void tell(FileCheck check) {
        check.problems().forEach(problem -> out().println(problem));
        for (Map.Entry<String, ?> file : new TreeMap<>(check.kinds()).entrySet()) {
            if (check.problems().stream().map(ConfigProblem::file).anyMatch(file.getKey()::equals)) continue;
            out().println(file.getKey() + ": right ("
                    + file.getValue().toString().toLowerCase(Locale.ROOT) + ")");
        }
    }

    private SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Path path : paths) {
            try (Stream<Path> files = Files.isDirectory(path) ? Files.walk(path) : Stream.of(path)) {
                for (Path file : files.filter(f -> f.equals(path) || isYaml(f)).toList()) {
                    if (Files.isDirectory(file)) continue;
                    contents.put(file.toString(), Files.readString(file));
                }
            } catch (NoSuchFileException missing) {
                throw new CommandFailed(ExitCode.FAILED, "there is no file " + missing.getFile());
            } catch (IOException failure) {
                throw new CommandFailed(ExitCode.FAILED, "can't read " + path + ": " + failure.getMessage());
            }
        }
        if (contents.isEmpty()) throw new CommandFailed(ExitCode.FAILED, "there are no *.yaml files in " + paths);
        return contents;
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }
}
