package io.github.zerobus;

import java.time.Duration;

/** An option has a value it cannot have. The message names option, value and remedy. */
public class InvalidOptionException extends IllegalArgumentException {

    private final String option;
    private final String remedy;

    /**
     * Puts the message together.
     *
     * @param option in kebab case, as in {@code sub-streams} or {@code recovery.backoff}
     * @param value as given; never a secret
     * @param remedy what it has to be
     */
    public InvalidOptionException(String option, Object value, String remedy) {
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

    /** The option, in kebab case. */
    public String option() {
        return option;
    }

    /** What it has to be. */
    public String remedy() {
        return remedy;
    }
}
