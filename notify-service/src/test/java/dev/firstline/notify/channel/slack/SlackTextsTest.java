package dev.firstline.notify.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.notify.domain.Certainty;
import dev.firstline.notify.domain.Entry;
import dev.firstline.notify.domain.Impact;
import dev.firstline.notify.domain.Incident;
import dev.firstline.notify.testing.Incidents;
import dev.firstline.notify.testing.Vendors;
import dev.firstline.platform.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(Vendors.class)
class SlackTextsTest {

    private final SlackTexts texts = new SlackTexts("<!here>");

    enum Row {
        OPEN(Incidents.open(0), """
                *[DETECTED] LARGE · checkout · Payment errors*
                <!here>
                Alerts: 1 firing, 0 resolved
                • LARGE · Payment errors (firing) — rule pay: a &lt;step&gt; &amp; more
                Team: payments
                Since 2026-11-21 12:00:00 UTC
                <https://wiki.example/payments|Runbook> · <https://grafana.example/d/1?a=1&amp;b=2|Dashboard>
                Incident 0199aaaa-0000-7000-8000-000000000001"""),
        ACKNOWLEDGED_MENTIONS_NOBODY(Incidents.acknowledged(1), """
                *[DETECTED] LARGE · checkout · Payment errors*
                Alerts: 1 firing, 0 resolved · reopened 1×
                • LARGE · Payment errors (firing) — rule pay: a &lt;step&gt; &amp; more
                Team: payments
                Acknowledged by ann at 12:01:00 UTC
                Since 2026-11-21 12:00:00 UTC
                <https://wiki.example/payments|Runbook> · <https://grafana.example/d/1?a=1&amp;b=2|Dashboard>
                Incident 0199aaaa-0000-7000-8000-000000000001"""),
        RESOLVED_SHOWS_ITS_PEAK_AND_HOW_LONG_IT_TOOK(Incidents.resolved(0), """
                *[RESOLVED] LARGE · checkout · Payment errors*
                Alerts: 0 firing, 1 resolved
                • LARGE · Payment errors (resolved) — rule pay: a &lt;step&gt; &amp; more · first aid: RECOVERED
                Team: payments
                Since 2026-11-21 12:00:00 UTC, resolved 13:01:40 UTC (1 h 1 min)
                <https://wiki.example/payments|Runbook> · <https://grafana.example/d/1?a=1&amp;b=2|Dashboard>
                Incident 0199aaaa-0000-7000-8000-000000000001"""),
        UNDECIDED_ASKS_FOR_A_PERSON(Incidents.open(Impact.UNKNOWN, "<!channel>"), """
                *[DETECTED] UNKNOWN · checkout · &lt;!channel&gt;*
                <!here>
                Impact: nobody has decided yet; a person has to.
                Alerts: 1 firing, 0 resolved
                • UNKNOWN · &lt;!channel&gt; (firing) — rule pay: a &lt;step&gt; &amp; more
                Team: payments
                Since 2026-11-21 12:00:00 UTC
                <https://wiki.example/payments|Runbook> · <https://grafana.example/d/1?a=1&amp;b=2|Dashboard>
                Incident 0199aaaa-0000-7000-8000-000000000001""");

        private final Incident incident;
        private final String expected;

        Row(Incident incident, String expected) {
            this.incident = incident;
            this.expected = expected;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstMessage(Row row) {
        assertThat(texts.root(row.incident)).isEqualTo(row.expected);
    }

    @Test
    void theLongestFirstMessageIsOneThatSlackEdits() {
        assertThat(texts.root(Incidents.open(Impact.LARGE, "&".repeat(5000)))).hasSizeLessThan(4000);
    }

    @Test
    void aReplyLeadsWithThePhase() {
        Entry entry = new Entry(
                7,
                Incidents.START,
                "action.done",
                "ann",
                "Rolled out <anew>.\nAll pods are ready.",
                Certainty.CONFIRMED);
        SlackTexts.ReplyText reply = texts.reply(Incidents.open(0), List.of(entry));
        assertThat(reply.text()).isEqualTo("""
                *[DETECTED]*
                • 12:00:00 UTC Rolled out &lt;anew&gt;.
                All pods are ready. _(confirmed)_ — ann""");
        assertThat(reply.lastSeq()).isEqualTo(7);
    }

    @Test
    void aReplyHoldsAsManyLinesAsSlackTakes() {
        List<Entry> entries = LongStream.rangeClosed(1, 200)
                .mapToObj(seq ->
                        new Entry(seq, Incidents.START, "test", "firstline", "&".repeat(300), Certainty.UNSTATED))
                .toList();
        SlackTexts.ReplyText reply = texts.reply(Incidents.open(0), entries);
        assertThat(reply.text()).hasSizeLessThan(4000);
        assertThat(reply.firstSeq()).isEqualTo(1);
        assertThat(reply.lastSeq()).isBetween(1L, 20L);
    }
}
