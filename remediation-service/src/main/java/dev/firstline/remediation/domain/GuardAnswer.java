package dev.firstline.remediation.domain;

/**
 * What a guard said.
 *
 * @param guard its name
 * @param passed whether it lets the action pass
 * @param reason what it saw
 */
public record GuardAnswer(String guard, boolean passed, String reason) {

    /** It lets the action pass. */
    public static GuardAnswer pass(String guard, String reason) {
        return new GuardAnswer(guard, true, reason);
    }

    /** It stops the action. */
    public static GuardAnswer stop(String guard, String reason) {
        return new GuardAnswer(guard, false, reason);
    }
}
