package dev.firstline.e2e.delivery.plan;

/** What is done about the alerts of a group. */
public enum FirstAid {
    /** No runbook. */
    NONE,
    /** A deployment is restarted. */
    RESTART,
    /** An automation is started. */
    AUTOMATION
}
