package dev.firstline.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firstline.e2e.bed.Api;
import dev.firstline.e2e.bed.Await;
import dev.firstline.e2e.standin.slack.SlackMessage;
import dev.firstline.e2e.standin.slack.SlackStandIn;
import dev.firstline.proto.common.v1.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What stands in a channel about one incident.
 *
 * @param roots the first messages; one, where all is well
 * @param replies what stands in their threads, oldest first
 */
record SlackThread(List<SlackMessage> roots, List<SlackMessage> replies) {

    /** As it stands now. */
    static SlackThread of(SlackStandIn slack, String channel, String incident) {
        List<SlackMessage> all = slack.messages(channel).stream()
                .filter(message -> !message.tombstone())
                .filter(message -> payload(message).path("incident_id").asText().equals(incident))
                .toList();
        return new SlackThread(
                all.stream().filter(message -> message.threadTs().isEmpty()).toList(),
                all.stream().filter(message -> message.threadTs().isPresent()).toList());
    }

    /** The lines of the story that it tells, in the order of its replies, as their metadata count them. */
    List<Long> lines() {
        return replies.stream()
                .map(SlackThread::payload)
                .flatMap(payload -> LongStream.rangeClosed(
                                payload.path("first_seq").asLong(),
                                payload.path("last_seq").asLong())
                        .boxed())
                .toList();
    }

    /** All its replies as one text. */
    String text() {
        return replies.stream().map(reply -> reply.content().text()).collect(Collectors.joining("\n"));
    }

    /** Fails unless there is one first message, and the thread tells each line of the timeline once and in its order. */
    private void assertTells(List<TimelineEntry> timeline) {
        assertThat(roots).as("first messages").hasSize(1);
        assertThat(lines())
                .as("lines in the thread")
                .isEqualTo(LongStream.rangeClosed(1, timeline.size()).boxed().toList());
        String text = text();
        int from = 0;
        for (TimelineEntry entry : timeline) {
            String line = escaped(entry.getText().strip());
            int at = text.indexOf(line, from);
            assertThat(at)
                    .as("where line %d, \"%s\", stands in the thread:%n%s", entry.getSeq(), line, text)
                    .isNotNegative();
            from = at + line.length();
        }
    }

    /**
     * Waits until the thread tells all of the timeline: one first message, and each line once and in its order; fails, and
     * says what is wrong, where it doesn't come to that.
     */
    static SlackThread awaitTold(SlackStandIn slack, String channel, Api api, String incident, Duration patience) {
        return Await.until("the whole story in the thread", patience, () -> {
            // The thread first: what is added to the timeline meanwhile is missing in it, and it is looked at again.
            SlackThread thread = of(slack, channel, incident);
            List<TimelineEntry> timeline = api.timeline(incident);
            if (!thread.lines().contains((long) timeline.size())) return Optional.empty();
            try {
                thread.assertTells(timeline);
            } catch (AssertionError wrong) {
                // What was sent twice, since nobody saw its end, is taken away in its time: only what stays is wrong.
                throw new IllegalStateException(wrong.getMessage(), wrong);
            }
            return Optional.of(thread);
        });
    }

    // https://docs.slack.dev/messaging/formatting-message-text#escaping
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static JsonNode payload(SlackMessage message) {
        return message.content()
                .metadata()
                .map(metadata -> metadata.path("event_payload"))
                .orElse(MissingNode.getInstance());
    }
}
