package dev.firstline.triage.domain;

/** The service that tells people. */
public interface Notify {

    /**
     * Brings an incident's state.
     *
     * @return the highest line that has arrived without a gap before it
     * @throws RuntimeException where it can't be reached or refuses, as the client says it
     */
    long tell(IncidentNews news);
}
