package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import io.github.zerobus.InvalidOptionException;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.StringUtils;

/** Keys of the properties behind the options of the engine, which have the same names but no prefix. */
@Internal
public final class PropertyKeys {

    private PropertyKeys() {}

    /**
     * Returns the key of an option.
     *
     * @param stream name of the stream that the option belongs to, if it is an option of a stream
     * @param option in kebab case and without prefix, as in {@code recovery.backoff}
     * @return the full key, or the option itself if there is no property for it
     */
    public static String of(String stream, String option) {
        Class<?> properties = stream.equals(StreamNames.DEFAULT)
                ? ZerobusStreamProperties.class
                : ZerobusProperties.NamedStream.class;
        if (isProperty(properties, option)) {
            return StreamNames.prefix(stream) + "." + option;
        }
        return isProperty(ZerobusProperties.class, option) ? "zerobus." + option : option;
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
                key + " is invalid: " + cause.getMessage(), "Change " + key + ": " + cause.remedy() + ".");
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
