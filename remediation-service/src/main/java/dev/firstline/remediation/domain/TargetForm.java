package dev.firstline.remediation.domain;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How an action writes its targets. Targets can't be listed: they are what alerts name.
 *
 * @param example as a person would write one: {@code kubernetes:<namespace>/deployment/<name>}
 * @param pattern which lines are such targets: every one that a plan of this action can have
 */
public record TargetForm(String example, Pattern pattern) {

    public TargetForm {
        Objects.requireNonNull(example);
        Objects.requireNonNull(pattern);
    }

    /** @param regex what a whole line has to match */
    public static TargetForm of(String example, String regex) {
        return new TargetForm(example, Pattern.compile(regex));
    }

    public boolean fits(String line) {
        return pattern.matcher(line).matches();
    }
}
