package dev.firstline.e2e.delivery.check;

/**
 * Something that must not be.
 *
 * @param rule what was broken, in a word
 * @param subject by whom
 * @param text what is, and what would be right
 */
public record Violation(String rule, String subject, String text) {
    @Override
    public String toString() {
        return rule + ": " + subject + ": " + text;
    }
}
