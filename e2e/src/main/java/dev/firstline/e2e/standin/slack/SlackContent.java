package dev.firstline.e2e.standin.slack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a message may say, as Slack checks it.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage">Slack: chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack: Block Kit's limits</a>
 */
final class SlackContent {
    private static final int MOST_BLOCKS = 50;
    private static final int LONGEST_SECTION = 3000;
    private static final int LONGEST_HEADER = 150;

    private SlackContent() {}

    /**
     * The content of a new message.
     *
     * @param longestText in characters: 40,000 for a post, 4,000 for an edit
     */
    static SlackMessage.Content of(SlackArguments arguments, int longestText) {
        SlackMessage.Content content = new SlackMessage.Content(
                arguments.text("text").orElse(""),
                arguments.structure("blocks", "invalid_blocks_format").map(SlackContent::blocks),
                arguments.structure("attachments", "invalid_attachments"),
                arguments.structure("metadata", "invalid_metadata_format").map(SlackContent::metadata));
        if (content.text().isEmpty()
                && content.blocks().isEmpty()
                && content.attachments().isEmpty()) {
            throw SlackProblem.of("no_text");
        }
        if (content.text().length() > longestText) throw SlackProblem.of("msg_too_long");
        return content;
    }

    /** What an edit leaves: the metadata and blocks that it doesn't name stay. */
    static SlackMessage.Content edited(SlackMessage.Content before, SlackMessage.Content edit) {
        return new SlackMessage.Content(
                edit.text(),
                edit.blocks().or(before::blocks).filter(blocks -> !blocks.isEmpty()),
                edit.attachments().or(before::attachments).filter(attachments -> !attachments.isEmpty()),
                edit.metadata().or(before::metadata).filter(metadata -> !metadata.isEmpty()));
    }

    private static JsonNode blocks(JsonNode blocks) {
        if (!blocks.isArray()) throw SlackProblem.of("invalid_blocks_format");
        if (blocks.size() > MOST_BLOCKS) throw invalidBlocks("no more than 50 items allowed [json-pointer:/blocks]");
        for (int i = 0; i < blocks.size(); i++) check(blocks.get(i), i);
        return blocks;
    }

    private static void check(JsonNode block, int index) {
        String type = block.path("type").asText();
        if (type.isEmpty()) throw invalidBlocks("missing required field: type [json-pointer:/blocks/" + index + "]");
        int longest = type.equals("header") ? LONGEST_HEADER : LONGEST_SECTION;
        JsonNode text = block.path("text");
        boolean needed = type.equals("header") || (type.equals("section") && !block.has("fields"));
        if (needed && text.path("text").asText().isEmpty()) {
            throw invalidBlocks("missing required field: text [json-pointer:/blocks/" + index + "/text]");
        }
        if (text.path("text").asText().length() > longest) {
            throw invalidBlocks("must be less than " + (longest + 1) + " characters [json-pointer:/blocks/" + index
                    + "/text/text]");
        }
    }

    private static SlackProblem invalidBlocks(String message) {
        return SlackProblem.told("invalid_blocks", message);
    }

    /** An empty object is how an edit takes the metadata away. */
    private static JsonNode metadata(JsonNode metadata) {
        boolean named = !metadata.path("event_type").asText().isEmpty()
                && metadata.path("event_payload").isObject();
        if (!metadata.isObject() || !(named || metadata.isEmpty())) throw SlackProblem.of("invalid_metadata_format");
        return metadata;
    }
}
