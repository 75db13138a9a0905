package dev.firstline.triage.domain;

/** The service that runs runbooks. */
public interface Remediation {

    /**
     * Brings an episode's state.
     *
     * @throws RuntimeException where it can't be reached or refuses, as the client says it
     */
    void request(EpisodeNews news);
}
