package dev.firstline.triage.store;

import dev.firstline.triage.domain.AlertState;
import dev.firstline.triage.domain.Content;
import java.util.UUID;

/**
 * An alert in its table.
 *
 * @param state what triage knows; its content is null where it stands unchanged in the table
 * @param contentId the content's digest; null where it stands unchanged in the table
 * @param contentText the content as text; null where it stands unchanged in the table
 * @param groupKey the group of its newest episode's incident; null where it never fired
 */
public record AlertRow(AlertState state, UUID contentId, String contentText, String groupKey) {

    /** An alert whose state has changed: its content is written only where it differs from the digest. */
    public static AlertRow changed(AlertState after, UUID knownContent, String groupKey) {
        if (after.content() == null) return new AlertRow(after, null, null, groupKey);
        UUID digest = ContentDigest.of(after.content());
        return digest.equals(knownContent)
                ? new AlertRow(after, null, null, groupKey)
                : new AlertRow(after, digest, ContentJson.write(after.content()), groupKey);
    }

    /** Whether content is what stands in the table under this digest. */
    public static boolean isSame(Content content, UUID knownContent) {
        return ContentDigest.of(content).equals(knownContent);
    }
}
