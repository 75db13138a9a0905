package dev.firstline.e2e.delivery.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must not be left. */
final class RestRules {

    private RestRules() {}

    static Stream<Violation> noDeadLetter(Facts facts) {
        return new TreeMap<>(facts.deadLetters())
                .entrySet().stream().filter(letters -> letters.getValue() > 0).map(RestRules::deadLetters);
    }

    private static Violation deadLetters(Map.Entry<String, Long> letters) {
        return new Violation("dead letter", letters.getKey(), letters.getValue() + " dead letters");
    }

    static Stream<Violation> nothingIsLeftToDo(Facts facts) {
        return facts.unfinished().stream().map(work -> new Violation("unfinished", "due work", work));
    }
}
