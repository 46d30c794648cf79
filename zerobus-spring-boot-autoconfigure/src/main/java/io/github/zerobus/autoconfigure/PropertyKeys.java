package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import io.github.zerobus.InvalidOptionException;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.StringUtils;

/**
 * Keys of the properties behind the options of the engine. Those of a stream have the same names but no prefix; others
 * may be in a group. Not API: used by the other packages of this module.
 */
@Internal
public final class PropertyKeys {

    /** Options that the properties set in another form. */
    private static final Map<String, String> OTHER_FORMS = Map.of("descriptor", "record-class", "proxy", "proxy.url");

    private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z.-]*)'");

    private PropertyKeys() {}

    /**
     * Returns the key of an option.
     *
     * @param stream name of the stream that the option belongs to, if it is an option of a stream
     * @param option in kebab case and without prefix, as in {@code recovery.backoff}
     * @return the full key, or the option itself if there is no property for it
     */
    public static String of(String stream, String option) {
        String name = OTHER_FORMS.getOrDefault(option, option);
        Class<?> properties = stream.equals(StreamNames.DEFAULT)
                ? ZerobusStreamProperties.class
                : ZerobusProperties.NamedStream.class;
        if (isProperty(properties, name)) {
            return StreamNames.prefix(stream) + "." + name;
        }
        if (isProperty(ZerobusProperties.class, name)) {
            return "zerobus." + name;
        }
        return Arrays.stream(BeanUtils.getPropertyDescriptors(ZerobusProperties.class))
                .filter(group -> isGroup(group.getPropertyType()) && isProperty(group.getPropertyType(), name))
                .findFirst()
                .map(group -> "zerobus." + DataObjectPropertyName.toDashedForm(group.getName()) + "." + name)
                .orElse(option);
    }

    static boolean isGroup(Class<?> type) {
        return type.getPackage() == ZerobusProperties.class.getPackage() && !type.isEnum();
    }

    /**
     * Creates an exception that names the property behind an option that the engine rejected.
     *
     * @param stream name of the stream that the option belongs to, if it is an option of a stream
     * @param cause names option, value and remedy
     * @return an exception with the full key in description and remedy
     */
    public static ZerobusConfigurationException invalid(String stream, InvalidOptionException cause) {
        String key = of(stream, cause.option());
        return new ZerobusConfigurationException(
                key + " is invalid: " + withKeys(stream, String.valueOf(cause.getMessage())),
                "Change " + key + ": " + withKeys(stream, cause.remedy()) + ".");
    }

    /** Replaces names of options in quotes by their keys. */
    private static String withKeys(String stream, String text) {
        return QUOTED.matcher(text).replaceAll(name -> Matcher.quoteReplacement("'" + of(stream, name.group(1)) + "'"));
    }

    private static boolean isProperty(Class<?> properties, String option) {
        Class<?> type = properties;
        for (String name : StringUtils.delimitedListToStringArray(option, ".")) {
            type = type == null ? null : typeOf(type, name);
        }
        return type != null;
    }

    private static @Nullable Class<?> typeOf(Class<?> properties, String name) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(properties))
                .filter(property ->
                        DataObjectPropertyName.toDashedForm(property.getName()).equals(name))
                .findFirst()
                .<Class<?>>map(PropertyDescriptor::getPropertyType)
                .orElse(null);
    }
}
