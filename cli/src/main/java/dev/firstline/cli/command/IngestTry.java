package dev.firstline.cli.command;

import dev.firstline.cli.CommandFailed;
import dev.firstline.cli.ExitCode;
import dev.firstline.cli.payload.KnownAdapters;
import dev.firstline.cli.text.Json;
import dev.firstline.cli.text.PreviewText;
import dev.firstline.ingest.api.Preview;
import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.SentHeaders;
import dev.firstline.ingest.source.SourceAdapter;
import dev.firstline.proto.ingest.v1.PreviewPayloadResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a payload would become, without a server. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description =
                "Says which events a payload would become, what makes each the alert that it is, and what could not be read;"
                        + " without a server, and nothing is stored.",
        footer = {"", "Ends with 0 where the payload can be read, else with 1."})
final class IngestTry extends LocalCommand implements Callable<Integer> {

    private static final String CONTENT_TYPE = "content-type";

    @Option(
            names = "--source",
            paramLabel = "TYPE",
            required = true,
            description = "What the tool speaks: sentry, alertmanager … (docs/sources.md)")
    private String type;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "A header that the tool sends with it, as with curl; once for each.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--field",
            paramLabel = "NAME=WHERE",
            description = "For the type generic: where a field stands; once for each.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Parameters(paramLabel = "FILE", description = "What the tool sends; - for the standard input.")
    private Path file;

    @Override
    public Integer call() {
        SourceAdapter adapter = adapter();
        Map<String, String> sent = sent();
        Payload payload = new Payload(
                adapter.type(),
                sent.getOrDefault(CONTENT_TYPE, "application/json"),
                adapter.withoutSecret(body()),
                SentHeaders.chosen(adapter.headers(), sent.entrySet()));
        PreviewPayloadResponse preview = Preview.of(adapter, payload, read(adapter, payload));
        if (asJson()) out().println(Json.of(preview));
        else out().print(PreviewText.of(preview));
        return preview.getUnreadReason().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private SourceAdapter adapter() {
        Map<String, SourceAdapter> known = KnownAdapters.byType();
        SourceAdapter adapter = known.get(type);
        if (adapter == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--source: there is no '" + type + "'; there are: " + String.join(", ", known.keySet()));
        }
        try {
            return Quietly.call(() -> adapter.with(fields));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailed(ExitCode.USAGE, "--field: " + wrong.getMessage());
        }
    }

    private Map<String, String> sent() {
        Map<String, String> sent = new LinkedHashMap<>();
        for (String header : headers) {
            // Names of HTTP/2 begin with a colon.
            int colon = header.indexOf(':', 1);
            if (colon < 0) throw new CommandFailed(ExitCode.USAGE, "--header: '" + header + "' is not NAME: VALUE");
            sent.putIfAbsent(
                    header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return sent;
    }

    private byte[] body() {
        try {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new CommandFailed(ExitCode.FAILED, "there is no file " + file);
        } catch (IOException failure) {
            throw new CommandFailed(ExitCode.FAILED, "can't read " + file + ": " + failure.getMessage());
        }
    }

    private static Reading read(SourceAdapter adapter, Payload payload) {
        try {
            return adapter.read(payload);
        } catch (RuntimeException bug) {
            return new Reading.Unreadable("the adapter failed: " + bug);
        }
    }
}
