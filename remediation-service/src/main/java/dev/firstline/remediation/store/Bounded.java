package dev.firstline.remediation.store;

/** Texts of a bounded length: what a target or a vendor says can be of any. */
final class Bounded {

    private static final int MAX_CHARACTERS = 4000;

    private Bounded() {}

    /** PostgreSQL refuses NUL in a text. */
    static String text(String text) {
        String clean = text.replace('\0', '\uFFFD');
        if (clean.length() <= MAX_CHARACTERS) return clean;
        return clean.substring(0, MAX_CHARACTERS) + " … (" + clean.length() + " characters in all)";
    }
}
