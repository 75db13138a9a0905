package dev.firstline.e2e.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Policy, catalogue and runbooks of the stories: the documentation's examples, hurried where production waits. */
final class StoryFiles {

    private StoryFiles() {}

    /** The examples' policy and catalogue, and nothing that acts. */
    static Map<String, String> withoutRunbooks() {
        Map<String, String> files = new HashMap<>();
        files.put("policy.yaml", example("policy.yaml").replaceAll("(?m)^group_wait:.*$", "group_wait: 200ms"));
        files.put("catalogue.yaml", example("catalogue.yaml"));
        // A service without a single runbook is configured with an empty folder.
        files.put("runbooks/.keep", "");
        return files;
    }

    /** The same, and one runbook. */
    static Map<String, String> with(String runbook) {
        Map<String, String> files = withoutRunbooks();
        files.put("runbooks/story.yaml", runbook);
        return files;
    }

    private static String example(String name) {
        Path file = Stage.checkout().resolve("docs").resolve("examples").resolve(name);
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
