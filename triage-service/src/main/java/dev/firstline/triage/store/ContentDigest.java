package dev.firstline.triage.store;

import dev.firstline.triage.domain.Content;
import dev.firstline.triage.domain.Link;
import dev.firstline.triage.domain.Resource;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A digest of content: the same content has the same. A repeat costs this much and is not written as JSON to be compared. */
final class ContentDigest {

    private final StringBuilder said = new StringBuilder(1 << 10);

    private ContentDigest() {}

    static UUID of(Content content) {
        ContentDigest digest = new ContentDigest()
                .add(content.severity().name())
                .add(content.title())
                .add(content.description());
        digest.begin(content.labels().size());
        content.labels().forEach((name, value) -> digest.add(name).add(value));
        digest.begin(content.links().size());
        for (Link link : content.links())
            digest.add(link.kind().name()).add(link.label()).add(link.url());
        digest.add(content.service()).add(content.environment());
        content.resource().ifPresent(digest::add);
        return UUID.nameUUIDFromBytes(digest.said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void add(Resource resource) {
        switch (resource) {
            case Resource.Workload of ->
                add("workload")
                        .add(of.cluster())
                        .add(of.namespace())
                        .add(of.kind())
                        .add(of.name());
            case Resource.Instance of ->
                add("instance").add(of.id()).add(of.region()).add(of.account());
        }
    }

    private void begin(int count) {
        said.append(count).append('#');
    }

    /** The length in front keeps two texts from running into one another. */
    private ContentDigest add(String text) {
        said.append(text.length()).append(':').append(text);
        return this;
    }
}
