package dev.firstline.ingest.source.verification;

import java.net.URI;
import java.util.Optional;

/** Calls SNS' own host. */
public interface SnsHost {

    /**
     * Gets what lies at an address that was checked before.
     *
     * @return the body; empty where SNS refuses
     * @throws IllegalStateException where it doesn't answer, or for a reason of its own
     */
    Optional<byte[]> get(URI address);
}
