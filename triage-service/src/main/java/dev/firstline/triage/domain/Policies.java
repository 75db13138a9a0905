package dev.firstline.triage.domain;

/** Says which policy and catalogue are in force. */
public interface Policies {

    /**
     * What holds now.
     *
     * @throws RuntimeException while the service starts
     */
    PolicyInForce current();
}
