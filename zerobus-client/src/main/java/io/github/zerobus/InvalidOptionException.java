package io.github.zerobus;

import java.time.Duration;

/**
 * An option has an invalid value or is missing. The message names the option, its value and the remedy, and the other
 * options that matter. Names of options are in quotes.
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private final String option;
    private final String remedy;

    InvalidOptionException(String option, Object value, String remedy) {
        super("option '" + option + "' is " + value + ": " + remedy);
        this.option = option;
        this.remedy = remedy;
    }

    static void check(boolean valid, String option, Object value, String remedy) {
        if (!valid) {
            throw new InvalidOptionException(option, value, remedy);
        }
    }

    static void checkPositive(String option, Duration value) {
        check(!value.isNegative() && !value.isZero(), option, value, "choose a time above zero");
    }

    static void checkNotNegative(String option, Duration value) {
        check(!value.isNegative(), option, value, "choose zero or more");
    }

    /**
     * Name of the option: that of the builder's method in kebab case, such as {@code sub-streams}; for a part of the
     * options with its name in front, such as {@code recovery.backoff}.
     *
     * @return the name
     */
    public String option() {
        return option;
    }

    /**
     * What the option has to be.
     *
     * @return the remedy, as part of a sentence
     */
    public String remedy() {
        return remedy;
    }
}
