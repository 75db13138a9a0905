package dev.firstline.triage.domain;

/**
 * What an alert means for customers, and why.
 *
 * @param impact the judgement
 * @param reason the rule's name and what it saw, or who decided and why
 * @param policyHash the policy under which it was made
 */
public record Assessment(Impact impact, String reason, String policyHash) {

    /** The policy's name in a line for people. */
    public String policy() {
        return shortHash(policyHash);
    }

    /** The reason and the policy, in a line for people. */
    String why() {
        return reason + ", policy " + policy();
    }

    static String shortHash(String hash) {
        return hash.length() <= 12 ? hash : hash.substring(0, 12);
    }
}
