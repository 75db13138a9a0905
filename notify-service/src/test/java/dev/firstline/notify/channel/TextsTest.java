package dev.firstline.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.channel.text.IncidentView;
import dev.firstline.notify.channel.text.LineView;
import dev.firstline.notify.channel.text.Texts;
import dev.firstline.notify.domain.Certainty;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.testing.Incidents;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void slacksThreeCharactersAreEscapedSoThatNobodyIsMentionedByATitle() {
        assertThat(Texts.slack("<!channel> a & b")).isEqualTo("&lt;!channel&gt; a &amp; b");
    }

    @Test
    void escapedTextIsCutWithoutBreakingAnEntity() {
        String cut = Texts.escapedAndCut("&".repeat(200), 100, Texts::slack);
        assertThat(cut).hasSizeLessThanOrEqualTo(100).endsWith("…");
        assertThat(cut.substring(0, cut.length() - 1).replace("&amp;", "")).isEmpty();
    }

    @Test
    void cuttingNeverHalvesACharacter() {
        assertThat(Texts.cut("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Texts.cut("abcd", 4)).isEqualTo("abcd");
    }

    @Test
    void longTextsLoseWholeLines() {
        assertThat(Texts.lines("first\nsecond\nthird", 14)).isEqualTo("first\nsecond\n…");
        assertThat(Texts.lines("first\nsecond", 14)).isEqualTo("first\nsecond");
    }

    @Test
    void onlyLinksToTheWebAreShownEachOnce() {
        assertThat(IncidentView.of(Incidents.open(0), Texts::slack).links())
                .extracting(IncidentView.LinkView::url)
                .containsExactly("https://wiki.example/payments", "https://grafana.example/d/1?a=1&amp;b=2");
    }

    @Test
    void whatIsOverShowsItsPeak() {
        IncidentView view = IncidentView.of(Incidents.resolved(0), Texts::slack);
        assertThat(view.impact()).isEqualTo("LARGE");
        assertThat(view.lasted()).isEqualTo("1 h 1 min");
        assertThat(view.critical()).isFalse();
        assertThat(view.alerts().getFirst().verdict()).isEqualTo("RECOVERED");
    }

    @Test
    void whatNobodyDecidedSaysSo() {
        assertThat(IncidentView.of(Incidents.open(Impact.UNKNOWN, "?"), Texts::slack)
                        .decided())
                .isFalse();
    }

    @Test
    void linesAreTakenInOrderAsFarAsTheyFitAndAlwaysOne() {
        List<Entry> entries =
                LongStream.rangeClosed(1, 50).mapToObj(TextsTest::entry).toList();
        assertThat(LineView.fitting(entries, 100, 1000, Texts::slack))
                .hasSizeBetween(5, 15)
                .extracting(LineView::seq)
                .startsWith(1L, 2L);
        assertThat(LineView.fitting(entries, 100, 1, Texts::slack)).hasSize(1);
    }

    @Test
    void aLineSaysHowCertainItIsAndWhoSaysItUnlessItIsFirstline() {
        assertThat(LineView.fitting(List.of(entry(1)), 100, 100, Texts::slack))
                .first()
                .satisfies(line -> {
                    assertThat(line.certainty()).isEqualTo("suspected");
                    assertThat(line.actor()).isEmpty();
                    assertThat(line.time()).isEqualTo("12:00:01 UTC");
                });
    }

    private static Entry entry(long seq) {
        return new Entry(
                seq, Incidents.START.plusSeconds(seq), "test", "firstline", "line " + seq, Certainty.SUSPECTED);
    }
}
