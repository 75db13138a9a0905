package dev.firstline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.ingest.domain.Event;
import dev.firstline.ingest.domain.Resource;
import dev.firstline.ingest.testing.AdapterClasses;
import dev.firstline.ingest.testing.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/sources.md says what the adapters do: each has its section, whose example is read as the table beside it says. */
class SourcesDocsTest {

    private static final Path PAGE = Path.of("..", "docs", "sources.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## `([^`]+)`\n(.*?)(?=^## |\\z)");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```json\n(.*?)^```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z ]+) \\| (?:`([^`]*)`|(a hash)) \\|$");

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher section = SECTION.matcher(Files.readString(PAGE));
        while (section.find()) sections.put(section.group(1), section.group(2));
        return sections;
    }

    static List<SourceAdapter> adapters() {
        return AdapterClasses.all();
    }

    @Test
    void everyTypeHasASectionAndALineInTheIndexAndNoOtherHas() throws IOException {
        List<String> types = adapters().stream().map(SourceAdapter::type).toList();
        assertThat(sections().keySet()).containsExactlyElementsOf(types);
        String page = Files.readString(PAGE);
        for (String type : types) assertThat(page).contains("](#" + type + ") | `" + type + "` |");
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void theExampleIsReadAsTheTableSays(SourceAdapter adapter) throws IOException {
        String section = sections().get(adapter.type());
        Matcher example = EXAMPLE.matcher(section);
        assertThat(example.find()).as("%s has an example", adapter.type()).isTrue();
        Event event = new Readings(adapter).event(example.group(1));
        assertThat(event.partialReasons()).isEmpty();
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) documented.put(row.group(1), row.group(3) == null ? row.group(2) : row.group(3));
        Map<String, String> read = described(event);
        assertThat(documented).as(adapter.type()).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void theRuleOfIdentityIsTheOneThatTheAdapterTells(SourceAdapter adapter) throws IOException {
        String section = sections().get(adapter.type()).replace("`", "").replace('\n', ' ');
        assertThat(section).contains(adapter.identity());
    }

    private static Map<String, String> described(Event event) {
        Map<String, String> described = new LinkedHashMap<>();
        boolean hash = event.fingerprint().matches("[0-9a-f]{32}");
        described.put("fingerprint", hash ? "a hash" : event.fingerprint());
        described.put("delivery id", event.deliveryId());
        described.put("episode key", event.episode().key());
        OptionalLong order = event.sourceOrder();
        described.put("order", order.isPresent() ? Long.toString(order.getAsLong()) : "");
        described.put("status", event.status().name());
        described.put("severity", event.severity().name());
        described.put("title", event.title());
        described.put("service", event.service());
        described.put("environment", event.environment());
        described.put(
                "resource", event.resource().map(SourcesDocsTest::resource).orElse(""));
        described.values().removeIf(String::isEmpty);
        return described;
    }

    private static String resource(Resource resource) {
        return switch (resource) {
            case Resource.KubernetesWorkload workload ->
                workload.kind() + " " + (workload.cluster().isEmpty() ? "" : workload.cluster() + "/")
                        + workload.namespace() + "/" + workload.name();
            case Resource.ManagedInstance instance -> "instance " + instance.id();
        };
    }
}
