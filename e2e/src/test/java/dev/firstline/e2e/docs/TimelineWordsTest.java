package dev.firstline.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs read a timeline by its stable words: docs/flow.md lists those that the services write, all of them and no others. */
class TimelineWordsTest {

    private static final Path CHECKOUT = Path.of(System.getProperty("firstline.checkout", ".."));
    private static final Pattern IN_CODE = Pattern.compile("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"");
    private static final Pattern IN_DOCS = Pattern.compile("`([a-z]+\\.[a-z]+(?:-[a-z]+)*)`");

    /** What placeholders, fields and kinds of due work are called doesn't begin so. */
    private static final Pattern ONLY_WORDS =
            Pattern.compile("(impact|notice|event|execution|step|action|guards|approval|verify)\\..*");

    @Test
    void everyListedWordIsWrittenByAService() throws IOException {
        assertThat(inCode()).containsAll(listed());
    }

    @Test
    void everyWordThatAServiceWritesIsListed() throws IOException {
        assertThat(listed())
                .containsAll(
                        inCode().stream().filter(ONLY_WORDS.asMatchPredicate()).toList());
    }

    private static Set<String> listed() throws IOException {
        String flow = Files.readString(CHECKOUT.resolve("docs/flow.md"));
        return words(IN_DOCS, flow.substring(flow.indexOf("Stable words")));
    }

    private static Set<String> inCode() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String service : Set.of("triage-service", "remediation-service")) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(service).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    all.addAll(words(IN_CODE, Files.readString(file)));
                }
            }
        }
        return all;
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
