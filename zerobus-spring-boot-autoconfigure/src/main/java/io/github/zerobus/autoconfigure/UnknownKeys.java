package io.github.zerobus.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses keys under {@code zerobus} that no property has: with a misspelt endpoint, records would be kept in the
 * memory of an embedded server.
 *
 * <p>An environment variable whose name starts with {@code ZEROBUS_} may serve another purpose, such as a placeholder
 * in a file. It is refused only if its name is almost that of a property.
 */
final class UnknownKeys {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("zerobus");
    private static final Pattern INDEX = Pattern.compile("(_\\d+_?)+$");
    private static final int TYPING_ERROR = 2;

    private final KnownKeys known = new KnownKeys();
    private final Map<String, String> variables = known.variables();
    private final Set<String> variablesOfNamedStream = known.variablesOfNamedStream();

    static void check(Environment environment) {
        UnknownKeys keys = new UnknownKeys();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                for (String name : variables.getPropertyNames()) {
                    keys.checkVariable(name);
                }
            } else if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(ROOT::isAncestorOf).forEach(key -> keys.check(key, source));
            }
        }
    }

    private void check(ConfigurationPropertyName key, ConfigurationPropertySource source) {
        if (known.contains(key) || (known.isParent(key) && isEmpty(source, key))) {
            return;
        }
        String nearest = known.nearest(key);
        throw new ZerobusConfigurationException(
                key + " is not a property of Zerobus; the nearest one is " + nearest,
                "Rename it to " + nearest + " if that is meant, or remove it.");
    }

    private static boolean isEmpty(ConfigurationPropertySource source, ConfigurationPropertyName key) {
        ConfigurationProperty property = source.getConfigurationProperty(key);
        return property == null || property.getValue().toString().isBlank();
    }

    private void checkVariable(String variable) {
        String name = INDEX.matcher(variable.toUpperCase(Locale.ROOT)).replaceAll("");
        if (!name.startsWith("ZEROBUS_") || variables.containsKey(name) || isOfNamedStream(name)) {
            return;
        }
        for (Map.Entry<String, String> similar : variables.entrySet()) {
            if (EditDistance.of(flat(name), flat(similar.getKey())) <= TYPING_ERROR) {
                throw new ZerobusConfigurationException(
                        "The environment variable " + variable + " sets no property of Zerobus; the nearest one is "
                                + similar.getValue(),
                        "Rename it to " + similar.getValue()
                                + " if that is meant, or else to a name that does not start" + " with ZEROBUS_.");
            }
        }
    }

    private boolean isOfNamedStream(String variable) {
        return variable.startsWith("ZEROBUS_STREAMS_")
                && variablesOfNamedStream.stream().anyMatch(end -> variable.endsWith("_" + end));
    }

    private static String flat(String variable) {
        return variable.replace("_", "");
    }
}
