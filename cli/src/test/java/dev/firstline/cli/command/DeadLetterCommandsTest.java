package dev.firstline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstline.cli.command.Shell.Ran;
import dev.firstline.proto.ingest.v1.ErasePayloadRequest;
import dev.firstline.proto.ingest.v1.GetDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLetterRequest;
import dev.firstline.proto.ingest.v1.ReplayDeadLettersRequest;
import dev.firstline.proto.ingest.v1.ReplayPayloadsRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterCommandsTest extends RemoteCommands {

    @Test
    void deadLettersAreListedAndReplayed() {
        assertThat(shell.run("dead-letters", "list").out()).contains("letter-1", "alerts: is text");
        assertThat(shell.run("dead-letters", "replay", "letter-1").out()).contains("1 event");
        assertThat(services.lastRequest(ReplayDeadLetterRequest.class).getDeadLetterId())
                .isEqualTo("letter-1");
        assertThat(shell.run("dead-letters", "list").out()).contains("event-1", "not folded: a rule failed");
        assertThat(shell.run("dead-letters", "replay", "event-1").out()).contains("the event is folded");
        assertThat(shell.run("dead-letters", "--limit", "5").out()).contains("letter-1", "event-1");
    }

    @Test
    void aDeadLetterIsShown() {
        assertThat(shell.run("dead-letters", "show", "letter-1").out())
                .contains("alerts: is text", "{\"secret\":\"***\"}");
        assertThat(services.lastRequest(GetDeadLetterRequest.class).getDeadLetterId())
                .isEqualTo("letter-1");
    }

    @Test
    void whatAFilterFindsIsReplayedAtIngestAndAtTriage() {
        Ran ran = shell.run("dead-letters", "replay", "--reason", "RULE", "--until", "2026-11-21T10:00:00Z");
        assertThat(ran.out())
                .contains("Replayed: 4 dead letter(s), 6 event(s)", "Not replayed: letter-9: still no JSON");
        ReplayDeadLettersRequest last = services.requests.stream()
                .filter(ReplayDeadLettersRequest.class::isInstance)
                .map(ReplayDeadLettersRequest.class::cast)
                .reduce((before, after) -> after)
                .orElseThrow();
        assertThat(last.getReason()).isEqualTo("RULE");
        assertThat(last.getAcceptedBefore().getSeconds())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z").getEpochSecond());
        assertThat(last.hasAcceptedAfter()).isFalse();
        assertThat(last.getPageToken()).isEqualTo("more");
        assertThat(shell.run("dead-letters", "replay", "--reason", "other").out())
                .as("triage's does not match")
                .contains("Replayed: 3 dead letter(s)");
    }

    @Test
    void payloadsAreReadAgainPageByPage() {
        Ran ran =
                shell.run("replay-payloads", "--source", "prometheus", "--since", "2026-11-21T10:00:00Z", "--dry-run");
        assertThat(ran.out())
                .contains("Read again: 20 payload(s). 2 event(s) would go on.", "PaymentErrors", "Can't be read: p-9");
        ReplayPayloadsRequest last = services.lastRequest(ReplayPayloadsRequest.class);
        assertThat(last.getDryRun()).isTrue();
        assertThat(last.getPageToken()).isEqualTo("more");
        assertThat(last.hasAcceptedBefore()).isTrue();
        assertThat(shell.run("replay-payloads", "--source", "prometheus").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aPayloadIsErasedOnceSomebodyAgreed() {
        assertThat(shell.run("erase-payload", "--event", "b/0").exitCode()).isEqualTo(2);
        assertThat(shell.withPersonWhoSays(false)
                        .run("erase-payload", "--event", "b/0")
                        .exitCode())
                .isEqualTo(1);
        assertThat(services.requests).isEmpty();
        assertThat(shell.withPersonWhoSays(true)
                        .run("erase-payload", "--event", "b/0")
                        .out())
                .contains("Erased.");
        assertThat(services.lastRequest(ErasePayloadRequest.class).getEventId()).isEqualTo("b/0");
        assertThat(shell.run("erase-payload", "--dead-letter", "letter-1", "--yes")
                        .exitCode())
                .isZero();
        assertThat(services.lastRequest(ErasePayloadRequest.class).getDeadLetterId())
                .isEqualTo("letter-1");
        assertThat(shell.run("erase-payload", "--yes").exitCode()).isEqualTo(2);
    }

    @Test
    void aReplayHasToSayOfWhat() {
        assertThat(shell.run("dead-letters", "replay").exitCode()).isEqualTo(2);
        assertThat(shell.run("dead-letters", "replay", "letter-1", "--every").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("dead-letters", "replay", "--since", "yesterday").err())
                .contains("90m, 6h, 2d (ago)");
    }
}
