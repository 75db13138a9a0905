package dev.firstline.triage.domain;

/** The service that runs runbooks. */
public interface Remediation {

    /**
     * Brings an episode's state.
     *
     * @return why nothing starts though it is wanted: no runbook is for the alert; empty where one is, or where nothing is wanted
     * @throws RuntimeException where it can't be reached or refuses, as the client says it
     */
    String request(EpisodeNews news);
}
