package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Names of streams and the prefixes of their properties.
 *
 * <p>Boot treats {@code orders-eu}, {@code ordersEu} and {@code ORDERSEU} as the same name, so all of them denote one
 * stream. An environment variable has neither dashes nor lower-case letters, so the spelling of any other property
 * source takes precedence.
 */
@Internal
public final class StreamNames {

    /** Name of the stream that {@code zerobus.table} defines. */
    public static final String DEFAULT = "default";

    private static final String DEFAULT_PREFIX = "zerobus.stream";
    private static final String NAMED_PREFIX = "zerobus.streams";
    private static final ConfigurationPropertyName NAMED = ConfigurationPropertyName.of(NAMED_PREFIX);
    private static final int POSITION = NAMED.getNumberOfElements();
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    /** Spellings by their uniform form, which is what Boot compares. */
    private final Map<String, String> written = new TreeMap<>();

    private final Map<String, String> variables = new TreeMap<>();

    private StreamNames() {}

    /**
     * Returns the names under {@code zerobus.streams}.
     *
     * @param environment to read
     * @return the names in alphabetical order, each in one spelling
     * @throws ZerobusConfigurationException if a name is invalid or has several spellings
     */
    public static Set<String> of(Environment environment) {
        StreamNames names = new StreamNames();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                boolean variable = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                iterable.stream()
                        .filter(NAMED::isAncestorOf)
                        .forEach(key -> names.add(key, variable ? names.variables : names.written));
            }
        }
        names.variables.putAll(names.written);
        return new TreeSet<>(names.variables.values());
    }

    /**
     * Returns the prefix of a stream's properties, without a trailing dot.
     *
     * @param stream name of the stream
     * @return {@code zerobus.stream} for the default stream, {@code zerobus.streams.<name>} for a named one
     */
    public static String prefix(String stream) {
        return stream.equals(DEFAULT) ? DEFAULT_PREFIX : NAMED_PREFIX + "." + stream;
    }

    private void add(ConfigurationPropertyName key, Map<String, String> spellings) {
        String name = key.getElement(POSITION, Form.ORIGINAL);
        String uniform = key.getElement(POSITION, Form.UNIFORM);
        check(name, uniform);
        String other = spellings.putIfAbsent(uniform, name);
        if (other != null && !other.equals(name)) {
            throw new ZerobusConfigurationException(
                    "zerobus.streams contains the name of one stream in two spellings, '" + other + "' and '" + name
                            + "'; dashes and upper case are not significant",
                    "Use one spelling everywhere, or rename one of the streams if there are two.");
        }
    }

    private static void check(String name, String uniform) {
        if (!NAME.matcher(name).matches() || uniform.equals(DEFAULT)) {
            throw new ZerobusConfigurationException(
                    "zerobus.streams contains the invalid stream name '" + name + "'",
                    "Choose a name of letters, digits and dashes that starts with a letter; 'default' is reserved for"
                            + " the stream of zerobus.table.");
        }
    }
}
