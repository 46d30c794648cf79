package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of properties that are no options of a stream. Not API: used by the other packages of this module. */
@Internal
public final class PropertyChecks {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}?");

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

    /**
     * Checks a text that people copy: each placeholder must have a value, and neither white space nor quotes may be
     * around it.
     *
     * @param key of the property
     * @param value of the property; null if it is not set
     * @return the value
     * @throws ZerobusConfigurationException if the text is not what it looks like; its message does not show the text
     */
    public static @Nullable String text(String key, @Nullable String value) {
        if (value != null) {
            Matcher placeholder = PLACEHOLDER.matcher(value);
            if (placeholder.find()) {
                throw unresolved(key, placeholder.group(1));
            }
            refuse(!value.equals(value.strip()) && !value.isBlank(), key, "starts or ends with white space", "it");
            refuse(value.chars().anyMatch(Character::isISOControl), key, "contains a control character", "it");
            refuse(isQuoted(value), key, "is in quotes, which are part of the value", "them");
        }
        return value;
    }

    /**
     * Checks a text that never contains white space.
     *
     * @param key of the property
     * @param value of the property; null if it is not set
     * @return the value
     * @throws ZerobusConfigurationException as for {@link #text}
     */
    public static @Nullable String word(String key, @Nullable String value) {
        text(key, value);
        refuse(
                value != null && !value.isBlank() && value.chars().anyMatch(Character::isWhitespace),
                key,
                "contains white space",
                "it");
        return value;
    }

    /** An address is encoded when it is bound, and so are the braces of a placeholder. */
    static @Nullable URI address(String key, @Nullable URI value) {
        if (value != null) {
            text(key, value.toString().replace("%7B", "{").replace("%7D", "}"));
            check(value.getPort() <= 65_535, key, value, "choose a port from 1 to 65535");
        }
        return value;
    }

    private static boolean isQuoted(String value) {
        return value.length() > 1
                && value.charAt(0) == value.charAt(value.length() - 1)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    }

    private static ZerobusConfigurationException unresolved(String key, String placeholder) {
        String name = placeholder.replaceFirst(":.*", "");
        return new ZerobusConfigurationException(
                key + " contains the placeholder ${" + name + "}, which has no value",
                "Define " + name + ", for example as an environment variable, or set " + key + " to a value.");
    }

    private static void refuse(boolean wrong, String key, String what, String part) {
        if (wrong) {
            throw new ZerobusConfigurationException(
                    key + " " + what,
                    "Remove " + part + " from " + key
                            + ". A file or a secret that was written with echo ends with a line"
                            + " break; printf adds none.");
        }
    }

    static void check(boolean valid, String key, Object value, String remedy) {
        if (!valid) {
            throw new ZerobusConfigurationException(
                    key + " is invalid: it is " + value, "Change " + key + ": " + remedy + ".");
        }
    }
}
