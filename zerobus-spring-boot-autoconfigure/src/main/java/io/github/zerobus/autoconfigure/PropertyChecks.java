package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import java.time.Duration;

/** Checks of properties that are no options of a stream. Not API: used by the other packages of this module. */
@Internal
public final class PropertyChecks {

    private PropertyChecks() {}

    /**
     * Checks a time that must be above zero.
     *
     * @param key of the property
     * @param value of the property
     * @throws ZerobusConfigurationException if it is zero or negative
     */
    public static void positive(String key, Duration value) {
        check(!value.isNegative() && !value.isZero(), key, value, "choose a time above zero");
    }

    /**
     * Checks a time that may be zero.
     *
     * @param key of the property
     * @param value of the property
     * @throws ZerobusConfigurationException if it is negative
     */
    public static void notNegative(String key, Duration value) {
        check(!value.isNegative(), key, value, "choose zero or more");
    }

    static void check(boolean valid, String key, Object value, String remedy) {
        if (!valid) {
            throw new ZerobusConfigurationException(
                    key + " is invalid: it is " + value, "Change " + key + ": " + remedy + ".");
        }
    }
}
