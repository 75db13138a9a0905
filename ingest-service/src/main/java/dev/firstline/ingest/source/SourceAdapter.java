package dev.firstline.ingest.source;

import dev.firstline.ingest.domain.Payload;
import dev.firstline.ingest.domain.Reading;
import dev.firstline.ingest.source.verification.Bearer;
import dev.firstline.ingest.source.verification.Verification;
import java.util.Map;
import java.util.Set;

/**
 * Reads what one kind of tool sends. A pure function, so that it can be tested on samples and run again over stored payloads. Every
 * bean of this type is found by itself; {@code docs/adding-a-source.md} tells how to write one.
 */
public interface SourceAdapter {

    /** The word that a source's configuration chooses it by ({@code firstline.ingest.sources.<name>.type}); unique. */
    String type();

    /**
     * What makes an alert the same one for its whole life: the rule behind its fingerprint, in a clause for people. The adapter's section of
     * docs/sources.md says it in the same words.
     */
    String identity();

    /**
     * The names of the headers that it reads, in lower case; one that ends with a dash stands for all that begin so. Only these are
     * stored with the payload; never a credential.
     */
    default Set<String> headers() {
        return Set.of();
    }

    /** How its senders prove themselves where the configuration chooses nothing else: what the vendor signs with, if it signs. */
    default Verification verification() {
        return new Bearer();
    }

    /**
     * The adapter for one source, whose configuration says where the fields of an alert stand.
     *
     * @param fields by name; empty for most
     * @throws IllegalArgumentException telling what is wrong with them, in one line
     */
    default SourceAdapter with(Map<String, String> fields) {
        if (fields.isEmpty()) return this;
        throw new IllegalArgumentException("a source of the type '" + type() + "' has none; one of 'generic' has");
    }

    /** A body as it is stored and read: without the secret, where senders put it there. */
    default byte[] withoutSecret(byte[] body) {
        return body;
    }

    /**
     * Reads a payload.
     *
     * @param payload what came; may be anything at all
     * @return what it says; never null. It must not throw: an exception counts as unreadable, and as a bug
     */
    Reading read(Payload payload);
}
