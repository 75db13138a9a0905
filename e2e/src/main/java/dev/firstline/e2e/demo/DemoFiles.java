package dev.firstline.e2e.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the demo's services are configured with: the examples of the documentation, and a runbook that may act by itself. */
public final class DemoFiles {

    /** Where the example catalogue wants the service checkout told. */
    public static final String SLACK_CHANNEL = "C0PAYMENTS";

    private static final String RUNBOOK = "runbooks/checkout-payment-errors.yaml";

    private DemoFiles() {}

    /** The files by their path under the cluster's config folder. */
    public static Map<String, String> read(Path checkout) {
        Path examples = checkout.resolve("docs").resolve("examples");
        try {
            return Map.of(
                    "policy.yaml",
                    hasty(Files.readString(examples.resolve("policy.yaml"))),
                    "catalogue.yaml",
                    Files.readString(examples.resolve("catalogue.yaml")),
                    RUNBOOK,
                    acting(Files.readString(examples.resolve(RUNBOOK))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nobody who watches a demo wants to see a storm gathered first. */
    private static String hasty(String policy) {
        return policy.replaceAll("(?m)^group_wait:.*$", "group_wait: 0s");
    }

    /** The example only watches, as every new runbook should; the demo's target is a stand-in. */
    private static String acting(String runbook) {
        return runbook.replaceAll("(?m)^mode:.*$", "mode: auto").replaceAll("(?m)^      for: .*$", "      for: 500ms");
    }
}
