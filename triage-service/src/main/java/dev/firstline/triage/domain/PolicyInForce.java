package dev.firstline.triage.domain;

/**
 * The policy and catalogue that hold while something is decided.
 *
 * @param policy the policy
 * @param hash its content's SHA-256, in hex
 * @param catalogue the services
 */
public record PolicyInForce(Policy policy, String hash, Catalogue catalogue) {

    /** Judges an alert. See {@link Policy#assess}. */
    public Assessment assess(Facts facts, Decision decision) {
        return policy.assess(facts, decision, hash);
    }
}
