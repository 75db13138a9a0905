package dev.firstline.triage.domain;

/**
 * What remediation has to know of an episode.
 *
 * @param version counts what it has to hear; 0 while it was never asked
 * @param wanted whether a matching runbook should run
 * @param reason why it isn't wanted any more; empty while it is
 */
public record RunbookRequest(long version, boolean wanted, String reason) {

    /** Remediation has not been asked. */
    public static final RunbookRequest NEVER = new RunbookRequest(0, false, "");

    public boolean wasAsked() {
        return version > 0;
    }

    /** A matching runbook should run. */
    RunbookRequest asked() {
        return wanted ? this : new RunbookRequest(version + 1, true, "");
    }

    /** It isn't wanted any more; what was never asked for needs no word. */
    public RunbookRequest over(String why) {
        return wanted ? new RunbookRequest(version + 1, false, why) : this;
    }

    /** Something that remediation was told has changed. */
    public RunbookRequest changed() {
        return wasAsked() ? new RunbookRequest(version + 1, wanted, reason) : this;
    }
}
