package dev.firstline.e2e.delivery.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.e2e.delivery.check.Facts.Action;
import dev.firstline.e2e.delivery.facts.Journals;
import dev.firstline.e2e.standin.Journal;
import dev.firstline.e2e.standin.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals as the stand-ins write them, with one item lost, one doubled or one in the wrong order: the checker names each. */
class JournalsTest {

    private static final Path JOURNALS = Path.of("src/test/resources/journals");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String vendor : List.of("slack", "pagerduty", "kubernetes", "ssm")) {
            Files.copy(JOURNALS.resolve(vendor + ".jsonl"), file(vendor));
        }
    }

    @Test
    void findsNothingInJournalsWhereAllIsWell() throws IOException {
        assertThat(found()).isEmpty();
    }

    @Test
    void namesAReplyThatWasLost() throws IOException {
        spoil("slack", lines -> without(lines, "\"posted\"", "lines 1 to 3"));
        assertThat(found())
                .containsExactly(
                        "line lost or out of order: incident I1: lines 4 to 4 stand after line 0 in its thread");
    }

    @Test
    void namesAReplyThatStandsTwice() throws IOException {
        // What notify took away in time stays.
        spoil("slack", lines -> without(lines, "\"EFFECT\"", "\"deleted\""));
        assertThat(found())
                .containsExactly(
                        "line told twice or out of order: incident I1: lines 4 to 4 stand after line 4 in its thread");
    }

    @Test
    void namesAFirstMessageThatStandsTwice() throws IOException {
        spoil("slack", lines -> twice(lines, "\"posted\"", "[RESOLVED] SMALL", "200.000001", "200.000009"));
        assertThat(found()).contains("told twice: incident I2: 2 first messages stand in Slack");
    }

    @Test
    void namesRepliesInTheWrongOrder() throws IOException {
        spoil("slack", lines -> lines.stream()
                .map(line -> line.contains("lines 1 to 3") ? line.replace("100.000002", "100.000005") : line)
                .toList());
        assertThat(found())
                .containsExactly(
                        "line lost or out of order: incident I1: lines 4 to 4 stand after line 0 in its thread",
                        "line told twice or out of order: incident I1: lines 1 to 3 stand after line 4 in its thread");
    }

    @Test
    void namesAnEditThatWasLost() throws IOException {
        spoil("slack", lines -> without(lines, "\"EFFECT\"", "\"updated\""));
        assertThat(found()).singleElement().asString().startsWith("old state: incident I1");
    }

    @Test
    void namesAPageThatWasLost() throws IOException {
        spoil("pagerduty", lines -> without(lines, "\"opened\"", "I1/1"));
        assertThat(found()).singleElement().asString().startsWith("page missing: incident I1");
    }

    @Test
    void namesASecondPageForOneIncident() throws IOException {
        // Under the same key PagerDuty itself takes a trigger for a repeat, as long as the page is open.
        spoil("pagerduty", lines -> twice(lines, "\"opened\"", "I1/1", "I1/1", "I1/2"));
        assertThat(found()).singleElement().asString().startsWith("page left open: page I1/2");
    }

    @Test
    void namesAPagesEndThatWasLost() throws IOException {
        spoil("pagerduty", lines -> without(lines, "\"resolved\"", "I1/0"));
        assertThat(found()).singleElement().asString().startsWith("page left open: page I1/0");
    }

    @Test
    void namesAPageThatWasOpenedAgainAfterItsEnd() throws IOException {
        spoil("pagerduty", lines -> atTheEnd(lines, "\"opened\"", "I1/0"));
        assertThat(found()).singleElement().asString().startsWith("page left open: page I1/0");
    }

    @Test
    void namesARestartThatWasLost() throws IOException {
        spoil("kubernetes", lines -> without(lines, "\"template_changed\":true", "N2"));
        assertThat(found()).singleElement().asString().startsWith("said but not done: intent N2");
    }

    @Test
    void namesARestartThatWasDoneTwice() throws IOException {
        spoil("kubernetes", lines -> twice(lines, "\"template_changed\":true", "N2", "1002", "1003"));
        assertThat(found()).singleElement().asString().startsWith("done twice: intent N2 on shop/web");
    }

    @Test
    void namesARestartThatCameAfterItWasClosedAsNotDone() throws IOException {
        // Whoever asked for N1 has read in the first patch's answer that nothing was done.
        spoil("kubernetes", lines -> twice(lines, "\"template_changed\":true", "N2", "\"N2\"", "\"N1\""));
        assertThat(found()).singleElement().asString().startsWith("done but denied: intent N1 on shop/web");
    }

    @Test
    void namesAnAutomationThatWasLost() throws IOException {
        spoil("ssm", lines -> without(lines, "\"automation-started\"", "N5"));
        assertThat(found()).singleElement().asString().startsWith("said but not done: intent N5 on i-0f100");
    }

    @Test
    void namesAnAutomationThatWasStartedTwice() throws IOException {
        spoil("ssm", lines -> twice(lines, "\"automation-started\"", "N5", "8374b897", "9374b897"));
        assertThat(found()).singleElement().asString().startsWith("done twice: intent N5 on i-0f100");
    }

    @Test
    void namesAnAutomationThatNobodyMeant() throws IOException {
        spoil("ssm", lines -> twice(lines, "\"automation-started\"", "N5", "\"N5\"", "\"N9\""));
        assertThat(found()).singleElement().asString().startsWith("nobody's action: target i-0f100");
    }

    private List<String> found() {
        Scene scene = new Scene();
        scene.posts.clear();
        scene.posts.addAll(Journals.posts(read("slack")));
        scene.pages.clear();
        scene.pages.addAll(Journals.pages(read("pagerduty")));
        scene.effects.clear();
        scene.effects.addAll(Journals.restarts(read("kubernetes")));
        scene.actions.add(new Action("N5", "E1", "i-0f100", "SUCCEEDED"));
        scene.effects.addAll(Journals.automations(read("ssm")));
        return scene.found();
    }

    private List<JournalEntry> read(String vendor) {
        return Journal.read(file(vendor));
    }

    private Path file(String vendor) {
        return folder.resolve(vendor + ".jsonl");
    }

    private void spoil(String vendor, UnaryOperator<List<String>> how) throws IOException {
        List<String> before = Files.readAllLines(file(vendor));
        List<String> after = how.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.write(file(vendor), after);
    }

    private static boolean has(String line, String one, String other) {
        return line.contains(one) && line.contains(other);
    }

    private static List<String> without(List<String> lines, String one, String other) {
        return lines.stream().filter(line -> !has(line, one, other)).toList();
    }

    /** The line once more behind itself, with a text of its own in the place of one of the first's. */
    private static List<String> twice(List<String> lines, String one, String other, String text, String own) {
        List<String> more = new ArrayList<>();
        for (String line : lines) {
            more.add(line);
            if (has(line, one, other)) more.add(line.replace(text, own));
        }
        return more;
    }

    private static List<String> atTheEnd(List<String> lines, String one, String other) {
        List<String> moved = new ArrayList<>(without(lines, one, other));
        lines.stream().filter(line -> has(line, one, other)).forEach(moved::add);
        return moved;
    }
}
