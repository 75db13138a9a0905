package dev.firstline.triage.domain;

/**
 * What a rule can look at.
 *
 * @param source the source's configured name
 * @param content what the source says
 * @param firing whether the alert fires
 * @param occurrences how often it has fired
 */
public record Facts(String source, Content content, boolean firing, long occurrences) {

    /** The label "affected_ratio" as a number; 0 where it isn't there or isn't one. */
    public double affectedRatio() {
        try {
            return Double.parseDouble(content.labels().getOrDefault("affected_ratio", "0"));
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
