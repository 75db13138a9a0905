package dev.firstline.triage.config;

import dev.firstline.platform.configuration.ConfigProblems;
import dev.firstline.platform.configuration.YamlNode;
import dev.firstline.triage.domain.Catalogue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code catalogue.yaml}. A pure function of its text; everything that is wrong is found at once. */
public final class CatalogueFile {

    private CatalogueFile() {}

    /**
     * Reads a catalogue.
     *
     * @param file the file's name, for problems
     * @param content its text
     * @param problems gains what is wrong; where it gains something, the answer is of no use
     */
    public static Catalogue read(String file, String content, ConfigProblems problems) {
        Map<String, Catalogue.Service> services = new LinkedHashMap<>();
        YamlNode.parse(file, content, problems).ifPresent(root -> {
            root.only("services");
            root.entries("services").forEach((name, item) -> services.put(name, service(item)));
        });
        return new Catalogue(services);
    }

    private static Catalogue.Service service(YamlNode item) {
        item.only("team", "slack_channel", "pagerduty_service", "runbook");
        String runbook = item.text("runbook", "");
        if (!runbook.isEmpty() && !runbook.matches("https?://\\S+")) {
            item.get("runbook").orElseThrow().problem("'" + runbook + "' is not an address; right would be https://…");
        }
        String channel = item.text("slack_channel", "");
        if (!channel.isEmpty() && !channel.matches("#[^\\s#]{1,80}|[CG][A-Z0-9]{6,}")) {
            item.get("slack_channel")
                    .orElseThrow()
                    .problem("'" + channel
                            + "' is not a channel; right would be '#checkout-alerts' (in quotes) or its id");
        }
        return new Catalogue.Service(item.text("team"), channel, item.text("pagerduty_service", ""), runbook);
    }
}
